extension PlanNode {
  /// Each value that holds no others with the way to it, such as `optimizer.adam.rate`: a list of words or numbers is one value,
  /// and what is not there is none.
  var leaves: [(path: String, text: String)] {
    func below(_ step: String, _ node: PlanNode) -> [(path: String, text: String)] {
      node.leaves.map { ($0.path.isEmpty ? step : "\(step).\($0.path)", $0.text) }
    }
    return switch value {
    case .scalar(let text, _): isNull ? [] : [("", text)]
    case .mapping(let entries): entries.flatMap { below($0.key, $0.node) }
    case .sequence(let elements):
      elements.allSatisfy(\.isScalar)
        ? [("", flow)] : elements.enumerated().flatMap { below("\($0)", $1) }
    }
  }
}

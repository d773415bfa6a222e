extension AngleSum: CustomStringConvertible {
  /// The terms, parameters before inputs, then the constant: `θ4-0.5·θ11+x0+π/2`.
  var description: String {
    var text = ""
    func add(_ summand: String) {
      text += text.isEmpty || summand.hasPrefix("-") ? summand : "+" + summand
    }
    for term in terms.sorted(by: { $0.angle.rank.lexicographicallyPrecedes($1.angle.rank) }) {
      switch term.coefficient {
      case 1: add("\(term.angle)")
      case -1: add("-\(term.angle)")
      default: add("\(radianText(term.coefficient))·\(term.angle)")
      }
    }
    if constant != 0 || text.isEmpty { add(radianText(constant)) }
    return text
  }
}

extension Angle {
  /// Its place in a sum.
  fileprivate var rank: [Int] {
    switch self {
    case .parameter(let index): [0, index]
    case .scaledInput(let parameter, let input): [1, parameter, input]
    case .input(let index): [2, index]
    case .inputProduct(let first, let second): [3, first, second]
    case .constant: [4]
    }
  }
}

/// A student: its name and its layers.
public struct StudentPlan: Sendable, Hashable, Codable {
  /// What the student is called.
  public var name: String
  /// The layers, from the features to the logits.
  public var layers: [LayerPlan]

  /// A student.
  public init(name: String, layers: [LayerPlan]) {
    self.name = name
    self.layers = layers
  }
}

extension StudentPlan {
  /// Makes sure that the first layer can take the data's features.
  func checkInputs(from data: DataPlan) throws(PlanError) {
    guard case .circuit(let circuit) = layers.first, circuit.embedding == .basis else { return }
    guard data.table == nil else { return }
    throw PlanError(
      "students.\(name)[0]",
      "the features of \(data.source.rawValue) are no bits, which is what the embedding basis takes"
    )
  }
}

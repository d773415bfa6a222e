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

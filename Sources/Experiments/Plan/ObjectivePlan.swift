/// An objective: its name and its weighted terms.
public struct ObjectivePlan: Sendable, Hashable, Codable {
  /// What the objective is called.
  public var name: String
  /// What is added up.
  public var terms: [Term]

  /// An objective.
  public init(name: String, terms: [Term]) {
    self.name = name
    self.terms = terms
  }

  /// One term with its settings.
  public enum Term: Sendable, Hashable, Codable {
    /// ``CrossEntropyTerm``
    case crossEntropy(weight: Double)
    /// ``LogitsTerm``
    case logits(weight: Double, temperature: Double)
  }
}

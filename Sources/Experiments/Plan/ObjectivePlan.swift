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
  public enum Term: Sendable, Hashable {
    /// ``CrossEntropyTerm``
    case crossEntropy(weight: Double)
    /// ``LogitsTerm``
    case logits(weight: Double, temperature: Double)
  }
}

/// As `{"crossEntropy": {"weight": 1}}` or `{"logits": {"weight": 0.5, "temperature": 2}}`.
extension ObjectivePlan.Term: Codable {
  private enum CodingKeys: String, PlanChoice {
    case crossEntropy, logits

    static let kind = "term"
  }

  private enum Settings: CodingKey {
    case weight, temperature
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let settings = try container.nestedContainer(keyedBy: Settings.self, forKey: choice)
    let weight = try settings.decode(Double.self, forKey: .weight)
    self =
      switch choice {
      case .crossEntropy: .crossEntropy(weight: weight)
      case .logits:
        .logits(
          weight: weight, temperature: try settings.decode(Double.self, forKey: .temperature))
      }
  }

  /// Encodes the term.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .crossEntropy(let weight):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .crossEntropy)
      try settings.encode(weight, forKey: .weight)
    case .logits(let weight, let temperature):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .logits)
      try settings.encode(weight, forKey: .weight)
      try settings.encode(temperature, forKey: .temperature)
    }
  }
}

import Distillation

/// An objective: its name and its weighted terms.
public struct ObjectivePlan: Sendable, Hashable, Codable {
  /// What the objective is called.
  public var name: String
  /// What is added up.
  public var terms: [Term]

  /// An objective.
  public init(name: String, terms: [any ObjectiveTerm]) {
    self.name = name
    self.terms = terms.map { Term($0) }
  }

  init(name: String, listed terms: [Term]) {
    self.name = name
    self.terms = terms
  }

  /// One term with its settings.
  public struct Term: Sendable {
    /// The term.
    public let term: any ObjectiveTerm

    /// A term.
    public init(_ term: any ObjectiveTerm) {
      self.term = term
    }
  }
}

extension ObjectivePlan.Term: Hashable {
  /// Whether kind and settings are the same.
  public static func == (left: Self, right: Self) -> Bool {
    AnyHashable(left.term) == AnyHashable(right.term)
  }

  /// Hashes kind and settings.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(term))
  }
}

/// As `{"crossEntropy": {"weight": 1}}` or `{"logits": {"weight": 0.5, "temperature": 2}}`.
extension ObjectivePlan.Term: Codable {
  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let (name, container) = try decoder.choice("term", of: Objective.termKinds.map { $0.name })
    let kind = Objective.termKinds.first { $0.name == name.stringValue }!
    self.init(try kind.init(from: container.superDecoder(forKey: name)))
  }

  /// Encodes the term.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    try container.encode(term, forKey: AnyKey(stringValue: type(of: term).name))
  }
}

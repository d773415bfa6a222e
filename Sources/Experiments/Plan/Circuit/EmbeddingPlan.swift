import QuantumSimulation

/// How a sample's numbers enter a circuit.
public enum EmbeddingPlan: Sendable, Hashable {
  /// ``AngleEmbedding``
  case angle(axis: Pauli = .y, scaling: AngleEmbedding.Scaling = .fixed)
  /// ``AmplitudeEmbedding``; missing amplitudes are filled up with the padding.
  case amplitude(padding: Double = 0)
  /// ``BasisEmbedding``
  case basis
  /// ``IQPEmbedding``
  case iqp(repeats: Int = 1, entanglement: Entanglement = .full)

  /// The embeddings' names.
  public enum Name: String, PlanName {
    /// ``AngleEmbedding``
    case angle
    /// ``AmplitudeEmbedding``
    case amplitude
    /// ``BasisEmbedding``
    case basis
    /// ``IQPEmbedding``
    case iqp

    /// `embedding`
    public static let kind = "embedding"
  }

  /// The embedding of that name, with its defaults.
  public init(_ name: Name) {
    self =
      switch name {
      case .angle: .angle()
      case .amplitude: .amplitude()
      case .basis: .basis
      case .iqp: .iqp()
      }
  }

  /// The embedding's name.
  public var name: Name {
    switch self {
    case .angle: .angle
    case .amplitude: .amplitude
    case .basis: .basis
    case .iqp: .iqp
    }
  }
}

/// As `{"name": "angle", "axis": "y", "scaling": "fixed"}`, where all but the name may be left out, or just the name.
extension EmbeddingPlan: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, axis, scaling, padding, repeats, entanglement
  }

  private static func settings(of name: Name) -> [CodingKeys] {
    switch name {
    case .angle: [.axis, .scaling]
    case .amplitude: [.padding]
    case .basis: []
    case .iqp: [.repeats, .entanglement]
    }
  }

  /// Decodes an embedding.
  public init(from decoder: any Decoder) throws {
    if (try? decoder.singleValueContainer().decode(String.self)) != nil {
      self.init(try Name(from: decoder))
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(Name.self, forKey: .name)
    for key in container.allKeys where key != .name && !Self.settings(of: name).contains(key) {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container,
        debugDescription: "embedding \(name.rawValue) has no setting \(key.rawValue)")
    }
    func setting<T: Decodable>(_ key: CodingKeys, default value: T) throws -> T {
      try container.decodeIfPresent(T.self, forKey: key) ?? value
    }
    self =
      switch name {
      case .angle:
        .angle(
          axis: try setting(.axis, default: .y), scaling: try setting(.scaling, default: .fixed))
      case .amplitude: .amplitude(padding: try setting(.padding, default: 0))
      case .basis: .basis
      case .iqp:
        .iqp(
          repeats: try setting(.repeats, default: 1),
          entanglement: try setting(.entanglement, default: .full))
      }
  }

  /// Encodes the name and all settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    switch self {
    case .angle(let axis, let scaling):
      try container.encode(axis, forKey: .axis)
      try container.encode(scaling, forKey: .scaling)
    case .amplitude(let padding): try container.encode(padding, forKey: .padding)
    case .basis: break
    case .iqp(let repeats, let entanglement):
      try container.encode(repeats, forKey: .repeats)
      try container.encode(entanglement, forKey: .entanglement)
    }
  }
}

/// What is learnt.
public enum DataPlan: Sendable, Hashable {
  /// A generator's samples, drawn anew for each seed.
  case extendedXOR(ExtendedXORPlan)
  /// A file's rows, divided anew for each seed.
  case file(DataFilePlan)

  /// Where samples come from.
  public enum Source: String, PlanName {
    /// ``ExtendedXORPlan``
    case extendedXOR = "extended-xor"
    /// ``DataFilePlan``
    case file

    /// `source`
    public static let kind = "source"
  }

  /// Where the samples come from.
  public var source: Source {
    switch self {
    case .extendedXOR: .extendedXOR
    case .file: .file
    }
  }
}

/// As `{"source": "file", ...}`, with the settings of that source beside it.
extension DataPlan: Codable {
  private enum CodingKeys: CodingKey {
    case source
  }

  /// Decodes data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Source.self, forKey: .source) {
    case .extendedXOR: self = .extendedXOR(try ExtendedXORPlan(from: decoder))
    case .file: self = .file(try DataFilePlan(from: decoder))
    }
  }

  /// Encodes the source and its settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    switch self {
    case .extendedXOR(let plan): try plan.encode(to: encoder)
    case .file(let plan): try plan.encode(to: encoder)
    }
  }
}

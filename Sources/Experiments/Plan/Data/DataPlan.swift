/// What is learnt.
public enum DataPlan: Sendable, Hashable {
  /// A generator's samples, drawn anew for each seed.
  case extendedXOR(ExtendedXORPlan)
  /// Another generator's.
  case hyperplaneParity(HyperplaneParityPlan)
  /// A CSV file's rows, divided anew for each seed.
  case file(DataFilePlan)
  /// Arrays' rows, likewise.
  case arrays(DataArraysPlan)

  /// Where samples come from.
  public enum Source: String, PlanName {
    /// ``ExtendedXORPlan``
    case extendedXOR = "extended-xor"
    /// ``HyperplaneParityPlan``
    case hyperplaneParity = "hyperplane-parity"
    /// ``DataFilePlan``
    case file
    /// ``DataArraysPlan``
    case arrays

    /// `source`
    public static let kind = "source"
  }

  /// Where the samples come from.
  public var source: Source {
    switch self {
    case .extendedXOR: .extendedXOR
    case .hyperplaneParity: .hyperplaneParity
    case .file: .file
    case .arrays: .arrays
    }
  }

  /// The table, if the samples are rows of one.
  public var table: (any TablePlan)? {
    switch self {
    case .extendedXOR, .hyperplaneParity: nil
    case .file(let plan): plan
    case .arrays(let plan): plan
    }
  }

  /// How many features a sample has before it goes through anything.
  public var featureCount: Int {
    switch self {
    case .extendedXOR(let plan): plan.dimension
    case .hyperplaneParity(let plan): plan.dimension
    case .file(let plan): plan.featureCount
    case .arrays(let plan): plan.featureCount
    }
  }

  /// How many features a model sees of a sample.
  public var inputCount: Int { table?.inputCount ?? featureCount }

  /// Whether the validation part has samples.
  var hasValidation: Bool {
    switch self {
    case .extendedXOR(let plan): plan.perBlob.validation > 0
    case .hyperplaneParity(let plan): plan.perClass.validation > 0
    case .file(let plan): plan.split.map { $0.validation > 0 } ?? (plan.parts?.validation != nil)
    case .arrays(let plan): plan.split.map { $0.validation > 0 } ?? (plan.parts?.validation != nil)
    }
  }

  /// What the classes are called.
  public var classNames: [String] {
    switch self {
    case .extendedXOR(let plan): (0..<plan.classes).map { "\($0)" }
    case .hyperplaneParity: ["0", "1"]
    case .file(let plan): plan.classes
    case .arrays(let plan): plan.classes
    }
  }

  /// How many classes there are.
  public var classCount: Int { classNames.count }
}

extension DataPlan {
  /// Makes sure that there can be such data, as far as the plan tells.
  func check() throws(PlanError) {
    switch self {
    case .extendedXOR(let plan): try plan.check()
    case .file(let plan):
      try plan.checkColumns()
      try plan.check()
    case .arrays(let plan):
      try plan.checkArrays()
      try plan.check()
    case .hyperplaneParity(let plan): try plan.check()
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
    case .hyperplaneParity: self = .hyperplaneParity(try HyperplaneParityPlan(from: decoder))
    case .file: self = .file(try DataFilePlan(from: decoder))
    case .arrays: self = .arrays(try DataArraysPlan(from: decoder))
    }
  }

  /// Encodes the source and its settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    switch self {
    case .extendedXOR(let plan): try plan.encode(to: encoder)
    case .hyperplaneParity(let plan): try plan.encode(to: encoder)
    case .file(let plan): try plan.encode(to: encoder)
    case .arrays(let plan): try plan.encode(to: encoder)
    }
  }
}

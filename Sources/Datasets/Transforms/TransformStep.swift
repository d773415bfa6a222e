/// Any one of the fitted transforms. Its JSON is that of the transform, with a `kind`.
public enum TransformStep: FittedTransform {
  /// Mean 0 and standard deviation 1.
  case standard(StandardScaling)
  /// To a range, such as one of angles.
  case range(RangeScaling)
  /// The directions of largest variance.
  case principalComponents(PrincipalComponents)
  /// Means of blocks of an image.
  case averagePooling(AveragePooling)

  /// How many features go in.
  public var inputCount: Int {
    switch self {
    case .standard(let scaling): scaling.inputCount
    case .range(let scaling): scaling.inputCount
    case .principalComponents(let components): components.inputCount
    case .averagePooling(let pooling): pooling.inputCount
    }
  }

  /// How many features come out.
  public var outputCount: Int {
    switch self {
    case .standard(let scaling): scaling.outputCount
    case .range(let scaling): scaling.outputCount
    case .principalComponents(let components): components.outputCount
    case .averagePooling(let pooling): pooling.outputCount
    }
  }

  /// Transforms one sample without allocating.
  public func apply(
    to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
  ) {
    switch self {
    case .standard(let scaling): scaling.apply(to: row, into: output)
    case .range(let scaling): scaling.apply(to: row, into: output)
    case .principalComponents(let components): components.apply(to: row, into: output)
    case .averagePooling(let pooling): pooling.apply(to: row, into: output)
    }
  }
}

extension TransformStep {
  private enum CodingKeys: String, CodingKey { case kind }

  private enum Kind: String, Codable, CaseIterable {
    case standard, range
    case principalComponents = "principal-components"
    case averagePooling = "average-pooling"
  }

  /// Reads and checks a transform.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .kind)
    switch Kind(rawValue: name) {
    case .standard: self = .standard(try StandardScaling(from: decoder))
    case .range: self = .range(try RangeScaling(from: decoder))
    case .principalComponents: self = .principalComponents(try PrincipalComponents(from: decoder))
    case .averagePooling: self = .averagePooling(try AveragePooling(from: decoder))
    case nil:
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.badTransform(decoder, "\(quoted(name)) is none of \(known)")
    }
  }

  /// Writes the transform and its kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .standard(let scaling):
      try container.encode(Kind.standard, forKey: .kind)
      try scaling.encode(to: encoder)
    case .range(let scaling):
      try container.encode(Kind.range, forKey: .kind)
      try scaling.encode(to: encoder)
    case .principalComponents(let components):
      try container.encode(Kind.principalComponents, forKey: .kind)
      try components.encode(to: encoder)
    case .averagePooling(let pooling):
      try container.encode(Kind.averagePooling, forKey: .kind)
      try pooling.encode(to: encoder)
    }
  }
}

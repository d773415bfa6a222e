import Datasets

/// As `{"standard": {}}`, `{"minMax": {"from": 0, "to": 1, "clip": false}}`, `{"angles": {"range": "half", "clip": true}}`,
/// `{"pca": {"components": 8}}` or `{"pool": {"height": 28, "width": 28, "blockHeight": 7, "blockWidth": 7}}`.
extension FeatureTransform: Codable {
  private enum CodingKeys: String, PlanChoice {
    case standard, minMax, angles, pca, pool

    static let kind = "transform"
  }

  private enum Settings: CodingKey {
    case from, to, clip, range, components, height, width, channels, blockHeight, blockWidth
  }

  /// Decodes a transform.
  public init(from decoder: any Decoder) throws {
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let settings = try container.nestedContainer(keyedBy: Settings.self, forKey: choice)
    func optional<T: Decodable>(_ key: Settings, _ value: T) throws -> T {
      try settings.decodeIfPresent(T.self, forKey: key) ?? value
    }
    func problem(_ text: String) -> DecodingError {
      .dataCorrupted(
        DecodingError.Context(codingPath: settings.codingPath, debugDescription: text))
    }
    switch choice {
    case .standard: self = .standard
    case .minMax:
      let (from, to) = (try optional(.from, 0.0), try optional(.to, 1.0))
      guard from < to else { throw problem("from \(from) to \(to); the second must be larger") }
      self = .minMax(from...to, clips: try optional(.clip, false))
    case .angles:
      self = .angles(try optional(.range, .half), clips: try optional(.clip, true))
    case .pca: self = .principalComponents(try settings.decode(Int.self, forKey: .components))
    case .pool:
      do {
        self = .averagePooling(try Self.pooling(settings))
      } catch let error as DatasetError {
        throw problem("\(error)")
      }
    }
  }

  private static func pooling(
    _ settings: KeyedDecodingContainer<Settings>
  ) throws -> AveragePooling {
    try AveragePooling(
      height: settings.decode(Int.self, forKey: .height),
      width: settings.decode(Int.self, forKey: .width),
      channels: settings.decodeIfPresent(Int.self, forKey: .channels) ?? 1,
      blockHeight: settings.decode(Int.self, forKey: .blockHeight),
      blockWidth: settings.decode(Int.self, forKey: .blockWidth))
  }

  /// Encodes the transform with all settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .standard:
      _ = container.nestedContainer(keyedBy: Settings.self, forKey: .standard)
    case .minMax(let range, let clips):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .minMax)
      try settings.encode(range.lowerBound, forKey: .from)
      try settings.encode(range.upperBound, forKey: .to)
      try settings.encode(clips, forKey: .clip)
    case .angles(let range, let clips):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .angles)
      try settings.encode(range, forKey: .range)
      try settings.encode(clips, forKey: .clip)
    case .principalComponents(let count):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .pca)
      try settings.encode(count, forKey: .components)
    case .averagePooling(let pooling):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .pool)
      try settings.encode(pooling.height, forKey: .height)
      try settings.encode(pooling.width, forKey: .width)
      try settings.encode(pooling.channels, forKey: .channels)
      try settings.encode(pooling.blockHeight, forKey: .blockHeight)
      try settings.encode(pooling.blockWidth, forKey: .blockWidth)
    }
  }
}

extension FeatureTransform.AngleRange: PlanName {
  /// `range`
  public static let kind = "range"
}

/// Which settings are chosen on the validation part, before anything is judged on the test part.
///
/// Every arm is trained as often: those that a setting does not concern have fewer candidates, and train each of them on more
/// seeds.
public struct TuningPlan: Sendable, Hashable {
  /// On how many seeds, from the plan's first on, the arm with the most candidates trains each of them.
  public var seeds: Int
  /// How many points are drawn at random; `nil` for the whole grid.
  public var points: Int?
  /// What is varied.
  public var over: [Axis]

  /// A place of the plan, and what may stand there.
  public struct Axis: Sendable, Hashable {
    /// The place, as `--set` has it: `objectives.distilled[1].logits.temperature`.
    public var place: String
    /// What may stand there.
    public var values: Values

    /// A place with values.
    public init(place: String, values: Values) {
      self.place = place
      self.values = values
    }
  }

  /// What may stand in a place.
  public enum Values: Sendable, Hashable {
    /// One of these.
    case list([PlanValue])
    /// A number of a range, drawn evenly, or evenly in its logarithm; for points at random.
    case range(from: Double, to: Double, isLogarithmic: Bool)
  }

  /// A tuning.
  public init(seeds: Int = 5, points: Int? = nil, over: [Axis]) {
    self.seeds = seeds
    self.points = points
    self.over = over
  }
}

/// As `{seeds: 5, points: 20, over: {training.optimizer.adam.rate: {from: 0.001, to: 0.1, scale: log}}}`.
extension TuningPlan: Codable {
  private enum CodingKeys: CodingKey {
    case seeds, points, over
  }

  /// Decodes a tuning; seeds and points may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(over: [])
    seeds = try container.decodeIfPresent(Int.self, forKey: .seeds) ?? seeds
    points = try container.decodeIfPresent(Int.self, forKey: .points)
    if decoder.userInfo[.isPlanFile] != nil {
      let axes = try container.nestedContainer(keyedBy: AnyKey.self, forKey: .over)
      over = try axes.allKeys.map {
        Axis(place: $0.stringValue, values: try axes.decode(Values.self, forKey: $0))
      }
    } else {
      over = try container.decode([Axis].self, forKey: .over)
    }
  }

  /// Encodes the tuning.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seeds, forKey: .seeds)
    try container.encodeIfPresent(points, forKey: .points)
    if encoder.userInfo[.isPlanFile] != nil {
      var axes = container.nestedContainer(keyedBy: AnyKey.self, forKey: .over)
      for axis in over { try axes.encode(axis.values, forKey: AnyKey(stringValue: axis.place)) }
    } else {
      try container.encode(over, forKey: .over)
    }
  }
}

extension TuningPlan.Axis: Codable {}

/// As a list, or `{from: 0.001, to: 0.1, scale: log}`.
extension TuningPlan.Values: Codable {
  private enum CodingKeys: CodingKey {
    case from, to, scale
  }

  private enum Scale: String, PlanName {
    case linear, log

    static let kind = "scale"
  }

  /// Decodes values; the scale is linear if it is left out.
  public init(from decoder: any Decoder) throws {
    if (try? decoder.unkeyedContainer()) != nil {
      self = .list(try [PlanValue](from: decoder))
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self = .range(
      from: try container.decode(Double.self, forKey: .from),
      to: try container.decode(Double.self, forKey: .to),
      isLogarithmic: try container.decodeIfPresent(Scale.self, forKey: .scale) == .log)
  }

  /// Encodes the values.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .list(let values): try values.encode(to: encoder)
    case .range(let start, let end, let isLogarithmic):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(start, forKey: .from)
      try container.encode(end, forKey: .to)
      try container.encode(isLogarithmic ? Scale.log : .linear, forKey: .scale)
    }
  }
}

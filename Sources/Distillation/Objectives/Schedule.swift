import Numerics

/// A setting that may change in the course of a training: of its progress, from 0 at the first step to 1 after the last.
///
///     let temperature: Schedule = .linear(from: 4, to: 1)
///     let rate: Schedule = .warmUp(over: 0.1, then: .cosine(from: 0.01, to: 0))
public indirect enum Schedule: Sendable, Hashable {
  /// The same all the time.
  case constant(Double)
  /// A straight line.
  case linear(from: Double, to: Double)
  /// Half a period of a cosine: slow, fast, slow (Loshchilov and Hutter, *SGDR*, 2017, without restarts).
  case cosine(from: Double, to: Double)
  /// In the first share of the training times a factor that rises from 0 to 1 in a straight line (Goyal et al., *Accurate,
  /// large minibatch SGD*, 2017).
  case warmUp(over: Double, then: Schedule)

  /// The setting when a training has come so far, from 0 to 1.
  public func value(at progress: Double) -> Double {
    switch self {
    case .constant(let value): value
    case .linear(let start, let end): start + progress * (end - start)
    case .cosine(let start, let end): end + (start - end) * (1 + .cos(.pi * progress)) / 2
    case .warmUp(let share, let schedule):
      min(1, progress / share) * schedule.value(at: progress)
    }
  }

  /// Whether the setting is always above, or not below, a bound; and a number.
  public func isAlways(above bound: Double, orEqual: Bool = false) -> Bool {
    extremes.allSatisfy { $0.isFinite && (orEqual ? $0 >= bound : $0 > bound) }
      && warmUpIsPossible
  }

  /// What is between the smallest and the largest value of these is what the setting can be.
  private var extremes: [Double] {
    switch self {
    case .constant(let value): [value]
    case .linear(let start, let end), .cosine(let start, let end): [start, end]
    case .warmUp(_, let schedule): schedule.extremes + [0]
    }
  }

  private var warmUpIsPossible: Bool {
    guard case .warmUp(let share, let schedule) = self else { return true }
    return share > 0 && share <= 1 && schedule.warmUpIsPossible
  }
}

extension Schedule: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A setting that does not change.
  public init(floatLiteral value: Double) { self = .constant(value) }
  /// A setting that does not change.
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

/// As a number, or `{"linear": {"from": 4, "to": 1}}`, `{"cosine": {"from": 0.01, "to": 0}}`, `{"warmUp": {"over": 0.1,
/// "then": 0.01}}`.
extension Schedule: Codable {
  private enum Kind: String, CodingKey, CaseIterable {
    case linear, cosine, warmUp
  }

  private enum Settings: CodingKey {
    case from, to, over, then
  }

  /// Decodes a schedule.
  public init(from decoder: any Decoder) throws {
    if let value = try? decoder.singleValueContainer().decode(Double.self) {
      self = .constant(value)
      return
    }
    let container = try? decoder.container(keyedBy: Kind.self)
    guard let container, let kind = container.allKeys.first, container.allKeys.count == 1 else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "a number should be here, or a mapping with one of: \(kinds)"))
    }
    let settings = try container.nestedContainer(keyedBy: Settings.self, forKey: kind)
    switch kind {
    case .linear:
      self = .linear(
        from: try settings.decode(Double.self, forKey: .from),
        to: try settings.decode(Double.self, forKey: .to))
    case .cosine:
      self = .cosine(
        from: try settings.decode(Double.self, forKey: .from),
        to: try settings.decode(Double.self, forKey: .to))
    case .warmUp:
      self = .warmUp(
        over: try settings.decode(Double.self, forKey: .over),
        then: try settings.decode(Schedule.self, forKey: .then))
    }
  }

  /// Encodes the schedule.
  public func encode(to encoder: any Encoder) throws {
    if case .constant(let value) = self {
      var container = encoder.singleValueContainer()
      try container.encode(value)
      return
    }
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .constant: return
    case .linear(let start, let end):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .linear)
      try settings.encode(start, forKey: .from)
      try settings.encode(end, forKey: .to)
    case .cosine(let start, let end):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .cosine)
      try settings.encode(start, forKey: .from)
      try settings.encode(end, forKey: .to)
    case .warmUp(let share, let schedule):
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .warmUp)
      try settings.encode(share, forKey: .over)
      try settings.encode(schedule, forKey: .then)
    }
  }
}

extension Schedule: CustomStringConvertible {
  /// `2`, or `4 -> 1`.
  public var description: String {
    switch self {
    case .constant(let value): Self.text(value)
    case .linear(let start, let end): "\(Self.text(start)) -> \(Self.text(end))"
    case .cosine(let start, let end): "\(Self.text(start)) -> \(Self.text(end)), cosine"
    case .warmUp(let share, let schedule): "\(schedule), warm-up over \(Self.text(share))"
    }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

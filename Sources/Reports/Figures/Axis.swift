import Foundation

/// What a direction of a panel means.
struct Axis: Sendable, Hashable {
  enum Scale: Sendable, Hashable {
    case linear
    /// Of numbers above zero.
    case logarithmic
  }

  /// What the numbers are, with their unit; empty where the ticks say it.
  let title: String
  let range: ClosedRange<Double>
  var scale = Scale.linear
  let ticks: [Tick]
  /// Whether numbers grow downwards, or to the left.
  var isReversed = false
  /// Whether lines go through the panel at the ticks.
  var hasGrid = true
  /// Whether the ticks are names, which may be long.
  var hasNames = false

  struct Tick: Sendable, Hashable {
    let value: Double
    let label: String
    /// Whether it is a heading of what follows.
    var isHeading = false
  }

  /// Where a number is, from 0 to 1 along the axis.
  func position(_ value: Double) -> Double {
    let share =
      switch scale {
      case .linear: (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      case .logarithmic:
        log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
      }
    return isReversed ? 1 - share : share
  }

  /// An axis that all these numbers are on, and a little space beside them.
  ///
  /// - Parameter bounds: what the space must not go beyond.
  static func covering(
    _ values: [Double], title: String, tickCount: Int = 5,
    within bounds: ClosedRange<Double> = -.infinity ... .infinity
  ) -> Axis {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    // Of equal numbers the axis still has a length.
    let margin = high > low ? 0.05 * (high - low) : max(abs(low) * 0.05, 1e-6)
    let range =
      max(
        low - margin, min(low, bounds.lowerBound))...min(
        high + margin, max(high, bounds.upperBound))
    return .numbers(from: range, title: title, tickCount: tickCount)
  }

  /// An axis from the lowest number to the highest.
  static func numbers(from range: ClosedRange<Double>, title: String, tickCount: Int = 5) -> Axis {
    Axis(
      title: title, range: range,
      ticks: roundTicks(in: range, atMost: tickCount).map {
        Tick(value: $0.value, label: $0.label)
      })
  }

  /// A logarithmic axis that all these numbers are on. They must be above zero.
  static func logarithmic(covering values: [Double], title: String) -> Axis {
    let (low, high) = (values.min() ?? 1, values.max() ?? 10)
    let range = low / 1.25...high * 1.25
    return Axis(
      title: title, range: range, scale: .logarithmic,
      ticks: logarithmicTicks(in: range).map { Tick(value: $0.value, label: $0.label) })
  }

  /// An axis of names: each has the space between two whole numbers, the first from 0 to 1.
  static func names(_ names: [String], title: String, isReversed: Bool = false) -> Axis {
    Axis(
      title: title, range: 0...Double(names.count),
      ticks: names.enumerated().map { Tick(value: Double($0) + 0.5, label: $1) },
      isReversed: isReversed, hasGrid: false, hasNames: true)
  }
}

/// What a column's finite numbers are like.
public struct NumberSummary: Sendable, Hashable, Codable {
  /// How many there are, at least one.
  public let count: Int
  /// The smallest.
  public let min: Double
  /// Their mean; `nil` if it is beyond what a number can hold.
  public let mean: Double?
  /// Their standard deviation, the population's (divided by n), which is what standard scaling divides by; `nil` if it
  /// is beyond what a number can hold.
  public let sd: Double?
  /// The largest.
  public let max: Double
}

/// Numbers that come one after the other: their mean and deviation are known at any time.
///
/// Source: Welford, *Note on a Method for Calculating Corrected Sums of Squares and Products* (1962).
struct NumberTally: Sendable {
  private(set) var count = 0
  private var (smallest, largest) = (Double.infinity, -Double.infinity)
  private var (mean, squares) = (0.0, 0.0)

  /// Takes a finite number.
  mutating func add(_ number: Double) {
    count += 1
    smallest = min(smallest, number)
    largest = max(largest, number)
    let distance = number - mean
    mean += distance / Double(count)
    squares += distance * (number - mean)
  }

  /// `nil` without a number.
  var summary: NumberSummary? {
    guard count > 0 else { return nil }
    let deviation = (squares / Double(count)).squareRoot()
    return NumberSummary(
      count: count, min: smallest, mean: mean.isFinite ? mean : nil,
      sd: deviation.isFinite ? deviation : nil, max: largest)
  }
}

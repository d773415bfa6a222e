import Numerics

/// The probability that a standard normal variable is below `x`.
func normalDistribution(_ x: Double) -> Double {
  .erfc(-x / 2.0.squareRoot()) / 2
}

/// The `x` below which a standard normal variable is with this probability: the inverse of
/// ``normalDistribution(_:)``, by bisection to the last bit (it is asked for a few times a table).
///
/// - Precondition: a probability in [0, 1]; at the ends the result is infinite.
func normalQuantile(_ probability: Double) -> Double {
  precondition((0...1).contains(probability), "a probability of \(probability)")
  if probability == 0 { return -.infinity }
  if probability == 1 { return .infinity }
  // Beyond -39 the distribution underflows to 0; above 9 it rounds to 1.
  var (low, high) = (-39.0, 9.0)
  while true {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { return middle }
    if normalDistribution(middle) < probability { low = middle } else { high = middle }
  }
}

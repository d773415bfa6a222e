import Numerics

/// The natural logarithm of a probability. Of zero it is that of the smallest normal number in single precision: as
/// good as never, but a number.
func logarithm(ofProbability probability: Double) -> Double {
  .log(max(probability, Double(Float.leastNormalMagnitude)))
}

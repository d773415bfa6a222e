import Numerics

/// What a teacher's zero counts as: a forest of a hundred trees that never votes for a class has not ruled it out.
let smallestProbability = 1e-6

/// The natural logarithm of a probability, of which one below ``smallestProbability`` counts as that.
func logarithm(ofProbability probability: Double) -> Double {
  .log(max(probability, smallestProbability))
}

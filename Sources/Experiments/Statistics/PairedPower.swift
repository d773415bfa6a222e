import Numerics

/// How many pairs it takes to show a difference: the fewest of which a paired t-test, two-sided at the 5 % level, finds it
/// with a power of 80 %, if the pairs' differences are normal with a standard deviation that is so many times as large.
///
/// Cohen, *Statistical Power Analysis for the Behavioral Sciences* (1988), chapter 2. Wilcoxon's test takes pi / 3 times as
/// many of normal differences, 5 % more (Hodges and Lehmann, 1956), and often fewer of others.
///
/// - Parameter effectSize: the difference as a multiple of the differences' standard deviation.
/// - Precondition: `effectSize` is above zero.
func pairsToShow(effectSize: Double) -> Int {
  precondition(effectSize > 0, "an effect of size \(effectSize)")
  // What a normal distribution in the place of Student's asks for is a few too few.
  let root = (normalQuantile(0.975) + normalQuantile(0.8)) / effectSize
  var pairs = max(2, Int((root * root).rounded(.up)))
  while pairedPower(pairs: pairs, effectSize: effectSize) < 0.8 { pairs += 1 }
  while pairs > 2 && pairedPower(pairs: pairs - 1, effectSize: effectSize) >= 0.8 { pairs -= 1 }
  return pairs
}

/// The power of a paired t-test, two-sided at the 5 % level: how often it finds such a difference.
///
/// - Precondition: there are two pairs.
func pairedPower(pairs: Int, effectSize: Double) -> Double {
  precondition(pairs >= 2, "a t-test of \(pairs) pairs")
  let deviations = StandardDeviations(degreesOfFreedom: pairs - 1)
  let critical = deviations.studentQuantile(0.975)
  let shift = effectSize * Double(pairs).squareRoot()
  // Student's t is above c where a normal variable is above c times the standard deviation.
  return deviations.mean { deviation in
    normalDistribution(shift - critical * deviation)
      + normalDistribution(-shift - critical * deviation)
  }
}

/// How the standard deviation of a sample of normal variables is distributed, as a multiple of the true one: chi over the root
/// of its degrees of freedom, at points with weights for Simpson's rule.
private struct StandardDeviations {
  private let points: [(deviation: Double, weight: Double)]

  init(degreesOfFreedom: Int) {
    let freedom = Double(degreesOfFreedom)
    // The density falls off at least as exp(-freedom x^2) at 1 ± x: beyond these ends there is 1e-14.
    let reach = 7 / freedom.squareRoot()
    let start = max(0, 1 - reach)
    let count = 2048
    let step = (1 + reach - start) / Double(count)
    let points = (0...count).map { index in
      let deviation = start + Double(index) * step
      // The density over that at 1, so that it neither overflows nor underflows.
      let power = freedom == 1 ? 0 : (freedom - 1) * .log(deviation)
      let density = Double.exp(power - freedom * (deviation * deviation - 1) / 2)
      let simpson = index == 0 || index == count ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
      return (deviation: deviation, weight: simpson * density)
    }
    let sum = points.reduce(0) { $0 + $1.weight }
    self.points = points.map { ($0.deviation, $0.weight / sum) }
  }

  /// The mean of a function of the standard deviation.
  func mean(_ function: (Double) -> Double) -> Double {
    points.reduce(0) { $0 + $1.weight * function($1.deviation) }
  }

  /// The value that Student's t is below with this probability, which is above that of a normal variable.
  func studentQuantile(_ probability: Double) -> Double {
    var quantile = normalQuantile(probability)
    // Newton's method from below, where the distribution is concave: it never steps past the root.
    while true {
      let distribution = mean { normalDistribution(quantile * $0) }
      let density = mean { deviation in
        let argument = quantile * deviation
        return deviation * .exp(-argument * argument / 2) / (2 * Double.pi).squareRoot()
      }
      let step = (probability - distribution) / density
      guard step > 1e-12 * quantile else { return quantile }
      quantile += step
    }
  }
}

import Numerics
import RandomStreams

/// The BCa (bias-corrected and accelerated) bootstrap interval of a mean.
///
/// Efron, *Better bootstrap confidence intervals* (1987); as SciPy's `bootstrap(..., method="BCa")`: the
/// bias from the share of resampled means below the mean (ties count half), the acceleration from the
/// jackknife, percentiles by linear interpolation.
///
/// - Parameters:
///   - values: one for each seed.
///   - confidence: the nominal coverage.
///   - resampleCount: how many resamples are drawn.
///   - stream: where they are drawn from.
/// - Returns: the interval's ends; `nil` for fewer than two values.
func bootstrapInterval(
  ofMeanOf values: [Double], confidence: Double = 0.95, resampleCount: Int = 10_000,
  from stream: RandomStream
) -> ClosedRange<Double>? {
  guard values.count >= 2 else { return nil }
  let count = values.count
  let estimate = mean(values)
  let deviations = values.map { $0 - estimate }
  let squares = deviations.reduce(0) { $0 + $1 * $1 }
  // Equal values have equal resamples: the interval is a point.
  guard squares > 0 else { return estimate...estimate }

  var stream = stream
  let means = (0..<resampleCount).map { _ in
    (0..<count).reduce(0) { sum, _ in sum + values[stream.index(below: count)] } / Double(count)
  }.sorted()

  let below = means.count { $0 < estimate }
  let notAbove = means.count { $0 <= estimate }
  let bias = normalQuantile(Double(below + notAbove) / Double(2 * resampleCount))
  // A mean without its i-th value differs from the mean by -deviation / (n - 1); the factor cancels.
  let cubes = deviations.reduce(0) { $0 + $1 * $1 * $1 }
  let acceleration = cubes / (6 * .pow(squares, 1.5))

  func end(_ probability: Double) -> Double {
    let shifted = bias + normalQuantile(probability)
    return percentile(
      ofSorted: means, normalDistribution(bias + shifted / (1 - acceleration * shifted)))
  }
  let tail = (1 - confidence) / 2
  return end(tail)...end(1 - tail)
}

/// The value below which this share of the sorted values lies, interpolated linearly as NumPy does.
///
/// - Precondition: there is a value.
func percentile(ofSorted values: [Double], _ share: Double) -> Double {
  let position = share * Double(values.count - 1)
  let lower = min(Int(position), values.count - 1)
  let upper = min(lower + 1, values.count - 1)
  return values[lower] + (values[upper] - values[lower]) * (position - Double(lower))
}

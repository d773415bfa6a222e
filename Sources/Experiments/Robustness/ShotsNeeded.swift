import Numerics
import RandomStreams

/// How many shots a student needs for a share of the macro-F1 that it has from exact expectation values.
public struct ShotsNeeded: Sendable, Hashable, Codable {
  /// Between two numbers of shots that were tried, on a straight line over their logarithm; `nil` if the most were not enough.
  public let shots: Double?
  /// The 95 % bootstrap interval over the seeds (or samples), percentiles; an end is `nil` where the most were not enough.
  public let confidence95: [Double?]

  /// The share of the ideal score.
  public static let share = 0.95

  /// From scores of several seeds: `[seeds]`, and with each number of shots `[shots][seeds]`.
  ///
  /// - Returns: `nil` without a seed.
  init?(ideal: [Double], counts: [Int], scores: [[Double]], resampleCount: Int = 2_000) {
    guard !ideal.isEmpty, !counts.isEmpty else { return nil }
    func means(_ seeds: [Int]) -> (Double, [Double]) {
      func mean(_ values: [Double]) -> Double {
        seeds.reduce(0) { $0 + values[$1] } / Double(seeds.count)
      }
      return (mean(ideal), scores.map(mean))
    }
    let all = means(Array(ideal.indices))
    var stream = RandomStream(seed: 0, name: "bootstrap")
    self.init(
      counts: counts, ideal: all.0, scores: all.1,
      resampled: (0..<resampleCount).map { _ in
        means(ideal.indices.map { _ in stream.index(below: ideal.count) })
      })
  }

  /// From an ideal score and those with each number of shots, `[shots]`, and the same of resamples.
  ///
  /// - Returns: `nil` where no number of shots was tried.
  init?(
    counts: [Int], ideal: Double, scores: [Double],
    resampled: [(ideal: Double, scores: [Double])]
  ) {
    guard !counts.isEmpty, !resampled.isEmpty else { return nil }
    func needed(_ ideal: Double, _ scores: [Double]) -> Double {
      let goal = Self.share * ideal
      guard let place = scores.firstIndex(where: { $0 >= goal }) else { return .infinity }
      guard place > 0 else { return Double(counts[0]) }
      let (low, high) = (Double(counts[place - 1]), Double(counts[place]))
      let part = (goal - scores[place - 1]) / (scores[place] - scores[place - 1])
      return low * Double.pow(high / low, part)
    }
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    shots = finite(needed(ideal, scores))
    let sorted = resampled.map { needed($0.ideal, $0.scores) }.sorted()
    // Without interpolation: some may be infinite.
    confidence95 = [0.025, 0.975].map { finite(sorted[Int($0 * Double(sorted.count - 1))]) }
  }
}

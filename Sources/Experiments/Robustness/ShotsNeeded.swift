import Numerics
import RandomStreams

/// How many shots a student needs for a share of the macro-F1 that it has from exact expectation values.
public struct ShotsNeeded: Sendable, Hashable, Codable {
  /// Between two numbers of shots that were tried, on a straight line over their logarithm; `nil` if the most were not enough.
  public let shots: Double?
  /// The 95 % bootstrap interval over the seeds, percentiles; an end is `nil` where the most were not enough.
  public let confidence95: [Double?]

  /// The share of the ideal score.
  public static let share = 0.95

  /// From scores of several seeds: `[seeds]`, and with each number of shots `[shots][seeds]`.
  ///
  /// - Returns: `nil` without a seed.
  init?(ideal: [Double], counts: [Int], scores: [[Double]], resampleCount: Int = 2_000) {
    guard !ideal.isEmpty, !counts.isEmpty else { return nil }
    func needed(_ seeds: [Int]) -> Double {
      func mean(_ values: [Double]) -> Double {
        seeds.reduce(0) { $0 + values[$1] } / Double(seeds.count)
      }
      let goal = Self.share * mean(ideal)
      let means = scores.map(mean)
      guard let place = means.firstIndex(where: { $0 >= goal }) else { return .infinity }
      guard place > 0 else { return Double(counts[0]) }
      let (low, high) = (Double(counts[place - 1]), Double(counts[place]))
      let part = (goal - means[place - 1]) / (means[place] - means[place - 1])
      return low * Double.pow(high / low, part)
    }
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    shots = finite(needed(Array(ideal.indices)))
    var stream = RandomStream(seed: 0, name: "bootstrap")
    let resampled = (0..<resampleCount).map { _ in
      needed(ideal.indices.map { _ in stream.index(below: ideal.count) })
    }.sorted()
    // Without interpolation: some may be infinite.
    confidence95 = [0.025, 0.975].map { finite(resampled[Int($0 * Double(resampleCount - 1))]) }
  }
}

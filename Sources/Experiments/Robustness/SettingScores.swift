import Distillation
import RandomStreams

/// The macro-F1 of students in every setting of a ``RobustnessPlan``, strengths of the noise first, then numbers of shots; and the
/// same on samples and runs that were drawn again.
struct SettingScores {
  typealias Estimate = StudentRobustness.Estimate

  /// The means over the runs, `[students][settings]`.
  private let means: [[Double]]
  /// `[resamples][students][settings]`
  private let resampled: [[[Double]]]

  /// How many times samples are drawn again for an interval.
  private static let resampleCount = 1000

  /// The scores of predictions, `[students][settings][runs][samples]`.
  init(_ predictions: [[[[Int]]]], labels: [Int]) {
    means = predictions.map { settings in
      settings.map { runs in
        runs.reduce(0) { $0 + macroF1(predictions: $1, labels: labels) } / Double(runs.count)
      }
    }
    resampled = Self.resampled(predictions, labels)
  }

  /// The macro-F1 of every student in every setting, on samples that were drawn again: `[resamples][students][settings]`. All
  /// students and settings have the same samples.
  private static func resampled(
    _ predictions: [[[[Int]]]], _ labels: [Int]
  ) -> [[[Double]]] {
    var stream = RandomStream(seed: 0, name: "bootstrap")
    return (0..<resampleCount).map { _ in
      let rows = labels.indices.map { _ in stream.index(below: labels.count) }
      let truth = rows.map { labels[$0] }
      return predictions.map { settings in
        settings.map { runs in
          let run = runs[runs.count == 1 ? 0 : stream.index(below: runs.count)]
          return macroF1(predictions: rows.map { run[$0] }, labels: truth)
        }
      }
    }
  }
  private func estimate(_ value: Double, _ values: [Double]) -> Estimate {
    let sorted = values.sorted()
    return Estimate(
      value: value, confidence95: [0.025, 0.975].map { percentile(ofSorted: sorted, $0) })
  }

  /// How a student does.
  func curves(
    of student: Int, called name: String, _ plan: RobustnessPlan
  ) -> StudentRobustness.Curves {
    let strengthCount = plan.strengths.count
    let estimates = means[student].indices.map { setting in
      estimate(means[student][setting], resampled.map { $0[student][setting] })
    }
    let ideal = plan.strengths.firstIndex(of: 0)!
    return StudentRobustness.Curves(
      name: name, noise: Array(estimates[..<strengthCount]),
      shots: Array(estimates[strengthCount...]),
      shotsNeeded: ShotsNeeded(
        counts: plan.shots, ideal: means[student][ideal],
        scores: Array(means[student][strengthCount...]),
        resampled: resampled.map {
          ($0[student][ideal], Array($0[student][strengthCount...]))
        }))
  }

  /// The first student less the second.
  func differences(_ plan: RobustnessPlan) -> StudentRobustness.Differences {
    let strengthCount = plan.strengths.count
    let estimates = means[0].indices.map { setting in
      estimate(
        means[0][setting] - means[1][setting],
        resampled.map { $0[0][setting] - $0[1][setting] })
    }
    let (zero, one) = (plan.strengths.firstIndex(of: 0)!, plan.strengths.firstIndex(of: 1)!)
    func spared(_ scores: [[Double]]) -> Double {
      (scores[0][one] - scores[0][zero]) - (scores[1][one] - scores[1][zero])
    }
    return StudentRobustness.Differences(
      noise: Array(estimates[..<strengthCount]), shots: Array(estimates[strengthCount...]),
      lossSpared: estimate(spared(means), resampled.map(spared)))
  }
}

import Arithmetic
import Datasets
import Distillation
import FileFormats
import HybridModels
import QuantumSimulation
import RandomStreams
import Tables

/// How a saved student does under noise and with few shots, on labelled samples: what `qdistill robustness` finds; beside
/// another one, if there is one.
public struct StudentRobustness: Sendable, Hashable, Codable {
  /// The format's name and version.
  public let format: String
  /// What was looked at.
  public let plan: RobustnessPlan
  /// How many samples there are.
  public let sampleCount: Int
  /// How many times everything with shots was run, with other random numbers.
  public let runs: Int
  /// The student, and the other one.
  public let students: [Curves]
  /// The first student's macro-F1 less the other's, at each strength and each number of shots; `nil` without another.
  public let differences: Differences?

  /// A score and how certain it is.
  public struct Estimate: Sendable, Hashable, Codable {
    /// On these samples; the mean over the runs.
    public let value: Double
    /// The 95 % bootstrap interval, percentiles: over the samples and, where there are shots, the runs.
    public let confidence95: [Double]
  }

  /// How one student does.
  public struct Curves: Sendable, Hashable, Codable {
    /// What it is called.
    public let name: String
    /// At each strength of the noise, from exact expectation values.
    public let noise: [Estimate]
    /// With each number of shots, without noise.
    public let shots: [Estimate]
    /// How many shots come within a twentieth of the ideal macro-F1, and the interval of that.
    public let shotsNeeded: ShotsNeeded?
  }

  /// One student less the other.
  public struct Differences: Sendable, Hashable, Codable {
    /// At each strength of the noise.
    public let noise: [Estimate]
    /// With each number of shots.
    public let shots: [Estimate]
    /// What noise of strength 1 takes from the other student, less what it takes from the first.
    public let lossSpared: Estimate
  }
}

extension StudentRobustness {
  /// How many times samples are drawn again for an interval.
  private static let resampleCount = 1000

  /// Looks at students on labelled samples.
  ///
  /// - Parameters:
  ///   - plan: strengths and numbers of shots.
  ///   - noise: the plan's noise, loaded.
  ///   - runs: how many times everything with shots is run.
  ///   - samples: where they are read, with labels; they are in memory.
  /// - Throws: `FileError`, with the line or row, for what cannot be read or computed, and if there is no sample.
  /// - Precondition: the students can be run so, and take the same features and classes.
  public init(
    of student: SavedStudent, beside other: SavedStudent? = nil, _ plan: RobustnessPlan,
    noise: any CircuitNoise, runs: Int, on samples: consuming any SampleSource & ~Copyable,
    threadCount: Int = 1
  ) throws(FileError) {
    let all = [student, other].compactMap { $0 }
    let loop = ParallelLoop(threadCount: 1)
    var samples = samples
    var (features, labels): ([Double], [Int]) = ([], [])
    while let batch = try samples.next(maximumCount: SavedStudent.batchSize) {
      // For the place of a sample that one of them cannot take.
      for student in all { _ = try student.logits(for: batch, of: samples.name, on: loop) }
      features += batch.features.elements
      labels += batch.labels
    }
    guard !labels.isEmpty else {
      throw FileError(badContentsOf: samples.name, reason: "there is no row in it")
    }
    let matrix = Matrix(
      rowCount: labels.count, columnCount: student.interface.inputCount, elements: features)
    // The same student may have been trained for two objectives.
    let names =
      Set(all.map(\.name)).count == all.count
      ? all.map(\.name) : all.map { "\($0.name) \($0.training.objective.name)" }
    // [students][settings][runs][samples]
    let predictions = all.map { student in
      plan.executions(noise).map { execution in
        // Without shots every run is the same.
        (0..<(execution.shots == nil ? 1 : runs)).map { run in
          student.predictions(
            for: matrix, execution, seed: UInt64(run), threadCount: threadCount)
        }
      }
    }
    let strengthCount = plan.strengths.count
    let means = predictions.map { settings in
      settings.map { runs in
        runs.reduce(0) { $0 + macroF1(predictions: $1, labels: labels) } / Double(runs.count)
      }
    }
    let resampled = Self.resampled(predictions, labels)
    func estimate(_ value: Double, _ values: [Double]) -> Estimate {
      let sorted = values.sorted()
      return Estimate(
        value: value,
        confidence95: [0.025, 0.975].map { percentile(ofSorted: sorted, $0) })
    }
    let curves = all.indices.map { student in
      let estimates = means[student].indices.map { setting in
        estimate(means[student][setting], resampled.map { $0[student][setting] })
      }
      let ideal = plan.strengths.firstIndex(of: 0)!
      return Curves(
        name: names[student], noise: Array(estimates[..<strengthCount]),
        shots: Array(estimates[strengthCount...]),
        shotsNeeded: ShotsNeeded(
          counts: plan.shots, ideal: means[student][ideal],
          scores: Array(means[student][strengthCount...]),
          resampled: resampled.map {
            ($0[student][ideal], Array($0[student][strengthCount...]))
          }))
    }
    format = "qdistill-robustness/1"
    self.plan = plan
    sampleCount = labels.count
    self.runs = runs
    students = curves
    guard all.count == 2 else {
      differences = nil
      return
    }
    let settingDifferences = means[0].indices.map { setting in
      estimate(
        means[0][setting] - means[1][setting],
        resampled.map { $0[0][setting] - $0[1][setting] })
    }
    let (zero, one) = (plan.strengths.firstIndex(of: 0)!, plan.strengths.firstIndex(of: 1)!)
    func spared(_ scores: [[Double]]) -> Double {
      (scores[0][one] - scores[0][zero]) - (scores[1][one] - scores[1][zero])
    }
    differences = Differences(
      noise: Array(settingDifferences[..<strengthCount]),
      shots: Array(settingDifferences[strengthCount...]),
      lossSpared: estimate(spared(means), resampled.map(spared)))
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
}

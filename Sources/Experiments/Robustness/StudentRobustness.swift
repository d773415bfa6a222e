import Arithmetic
import Datasets
import FileFormats
import QuantumSimulation
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
  /// Looks at students on labelled samples.
  ///
  /// - Parameters:
  ///   - student: whose circuits are run.
  ///   - other: another student that it is compared with on the same samples; `nil` for none.
  ///   - plan: strengths and numbers of shots.
  ///   - noise: the plan's noise, loaded.
  ///   - runs: how many times everything with shots is run.
  ///   - samples: where they are read, with labels; they are in memory.
  ///   - threadCount: how many threads compute. The result has the same bits for any number.
  /// - Throws: `FileError`, with the line or row, for what cannot be read or computed, and if there is no sample.
  /// - Precondition: the students can be run so, and take the same features and classes.
  public init(
    of student: SavedStudent, beside other: SavedStudent? = nil, _ plan: RobustnessPlan,
    noise: any CircuitNoise, runs: Int, on samples: consuming any SampleSource & ~Copyable,
    threadCount: Int = 1
  ) throws(FileError) {
    let all = [student, other].compactMap { $0 }
    let (features, labels) = try all.read(samples)
    // The same student may have been trained for two objectives.
    let names =
      Set(all.map(\.name)).count == all.count
      ? all.map(\.name) : all.map { "\($0.name) \($0.training.objective.name)" }
    let scores = SettingScores(
      all.predictions(for: features, plan.executions(noise), runs: runs, threadCount: threadCount),
      labels: labels)
    format = "qdistill-robustness/1"
    self.plan = plan
    sampleCount = labels.count
    self.runs = runs
    students = names.enumerated().map { scores.curves(of: $0, called: $1, plan) }
    differences = all.count == 2 ? scores.differences(plan) : nil
  }
}

extension [SavedStudent] {
  /// All samples and their labels.
  ///
  /// - Throws: `FileError`, with the line or row, for a sample that one of the students cannot take, and if there is none.
  fileprivate func read(
    _ samples: consuming any SampleSource & ~Copyable
  ) throws(FileError) -> (features: Matrix, labels: [Int]) {
    let loop = ParallelLoop(threadCount: 1)
    var samples = samples
    var (features, labels): ([Double], [Int]) = ([], [])
    while let batch = try samples.next(maximumCount: SavedStudent.batchSize) {
      // For the place of a sample that cannot be taken.
      for student in self { _ = try student.logits(for: batch, of: samples.name, on: loop) }
      features += batch.features.elements
      labels += batch.labels
    }
    guard !labels.isEmpty else {
      throw FileError(badContentsOf: samples.name, reason: "there is no row in it")
    }
    let inputCount = self[0].interface.inputCount
    return (
      Matrix(rowCount: labels.count, columnCount: inputCount, elements: features), labels
    )
  }

  /// What the students say of samples: `[students][settings][runs][samples]`.
  fileprivate func predictions(
    for features: Matrix, _ settings: [CircuitExecution], runs: Int, threadCount: Int
  ) -> [[[[Int]]]] {
    map { student in
      settings.map { execution in
        // Without shots every run is the same.
        (0..<(execution.shots == nil ? 1 : runs)).map { run in
          student.predictions(
            for: features, execution, seed: UInt64(run), threadCount: threadCount)
        }
      }
    }
  }
}

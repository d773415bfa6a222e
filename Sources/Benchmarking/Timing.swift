import Arithmetic

/// What is timed.
public enum BenchmarkMode: String, CaseIterable, Sendable, Codable {
  /// A training step of the whole model: forward, objective, backward, Adam, and the way of the samples into the batch.
  case train
  /// The logits of a batch.
  case infer
  /// The circuit alone: outputs, and the gradient by all angles and all inputs.
  case vjp
  /// The circuit alone: outputs.
  case forward
}

/// How long a workload took.
public struct Timing: Sendable, Codable {
  /// n, L, B.
  public let cell: [Int]
  /// What was timed.
  public let mode: BenchmarkMode
  /// The precision of the passes.
  public let precision: Precision
  /// How many threads could be used.
  public let threads: Int
  /// The instructions.
  public let instructionSet: String
  /// Seconds a step: median, least, and what nine of ten repeats stayed below.
  public let medianSeconds, minSeconds, p90Seconds: Double
  /// How many blocks of steps were timed.
  public let repeats: Int

  /// Times a workload.
  public init(
    _ workload: Workload, _ mode: BenchmarkMode, _ arithmetic: Arithmetic, threadCount: Int = 1
  ) {
    let times =
      switch mode {
      case .train: workload.timeTraining(arithmetic, threadCount)
      case .infer: workload.timeInference(arithmetic)
      case .vjp: workload.timeGradient(arithmetic, threadCount)
      case .forward: workload.timeForward(arithmetic)
      }
    let sorted = times.sorted()
    cell = [workload.qubitCount, workload.layerCount, workload.batch]
    self.mode = mode
    precision = arithmetic.precision
    threads = threadCount
    instructionSet = arithmetic.instructionSet.rawValue
    medianSeconds = sorted[sorted.count / 2]
    minSeconds = sorted[0]
    p90Seconds = sorted[sorted.count * 9 / 10]
    repeats = sorted.count
  }
}

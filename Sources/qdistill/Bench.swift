import Arithmetic
import ArgumentParser
import Benchmarking
import Experiments
import Foundation
import QuantumSimulation
import Reports

/// `qdistill bench`: how fast this machine trains.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast hybrid students are trained on this machine.",
    usage: "qdistill bench [--cells <n,L,B> ...] [<options>]",
    discussion: """
      The workload W(n, L, B): Linear(2 -> n), an angle embedding on n qubits, L strongly entangling layers, Z of \
      every qubit, Linear(n -> 4); a batch of B samples. Modes: train (a whole training step), infer (the logits of a \
      batch), vjp (the circuit alone: outputs and all gradients), forward (the circuit alone: outputs).

      Prints the median over repeats beside the goal, where there is one: a time on one core of a Zen 5. How to \
      compare with other packages on your machine: Benchmarks/README.md.

      Examples:
        qdistill bench
        qdistill bench --mode vjp --cells 4,3,32 10,4,64
        taskset -c 0 qdistill bench --mode train --json
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Qubits, layers, batch. (default: the ten that peers are measured on)", valueName: "n,L,B"))
  var cells: [Workload] = []

  @Option(help: "What is timed: train, infer, vjp or forward.")
  var mode = BenchmarkMode.train

  @Option(help: "The precision of the passes, single or double.")
  var precision = Precision.single

  @Option(parsing: .unconditional, help: "How many threads large batches may use.")
  var threads = 1

  @Option(
    help: ArgumentHelp(
      "Train with this noise, as in --noise depolarizing=0.01,readout=0.02. There are no goals for this.",
      valueName: "noise"))
  var noise: String?

  @Flag(help: "Re-upload: the embedding before every layer. There are no goals for this.")
  var reupload = false

  @Flag(help: "JSON on standard output.")
  var json = false

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads \(threads): at least 1 is needed") }
    if threads > 1, mode == .infer || mode == .forward {
      throw ValidationError("--threads \(threads): mode \(mode.rawValue) uses one thread")
    }
    if noise != nil && mode != .train {
      throw ValidationError(
        "--noise: mode \(mode.rawValue) is of the ideal circuit; noise is for mode train")
    }
  }

  func run() throws {
    let arithmetic = Arithmetic(precision)
    let noise = try noise.map { try NoisePlan(text: $0, place: "--noise").load(place: "--noise") }
    let cells = (cells.isEmpty ? Workload.standard : cells).map { cell in
      var cell = cell
      cell.reuploads = reupload
      cell.execution.noise = noise
      return cell
    }
    if json {
      let timings = cells.map {
        Timing($0, mode, arithmetic, threadCount: threads)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      let data = try encoder.encode(timings)
      try StandardStreams.writeOutput(String(decoding: data, as: UTF8.self) + "\n")
      return
    }
    let threadWord = threads == 1 ? "1 thread" : "\(threads) threads"
    try StandardStreams.writeOutput(
      "\(mode.rawValue), \(precision.rawValue) precision, \(arithmetic.instructionSet.rawValue), \(threadWord)\(reupload ? ", re-uploading" : "")\(self.noise.map { ", with noise \($0)" } ?? ""); "
        + "microseconds\n\n"
        + "n,L,B          median       min       p90      goal   time/goal\n")
    for cell in cells {
      let timing = Timing(cell, mode, arithmetic, threadCount: threads)
      try StandardStreams.writeOutput(line(timing, goal: goal(of: cell)))
    }
    if cells.contains(where: { goal(of: $0) != nil }) {
      try StandardStreams.writeOutput("\ngoals: on one core of a Zen 5, single precision\n")
    }
  }

  private func goal(of cell: Workload) -> Double? {
    guard precision == .single, threads == 1, noise == nil, let goal = Goal(cell) else {
      return nil
    }
    return switch mode {
    case .train: goal.stepSeconds
    case .vjp: goal.gradientSeconds
    case .infer, .forward: nil
    }
  }

  private func line(_ timing: Timing, goal: Double?) -> String {
    let name = timing.cell.map(String.init).joined(separator: ",")
    let times = [timing.medianSeconds, timing.minSeconds, timing.p90Seconds]
    let goalText = goal.map {
      String(format: "%10.2f %11.2f", 1e6 * $0, timing.medianSeconds / $0)
    }
    return name + String(repeating: " ", count: max(1, 11 - name.count))
      + times.map { String(format: "%10.2f", 1e6 * $0) }.joined()
      + (goalText ?? "         -           -") + "\n"
  }
}

extension BenchmarkMode: ExpressibleByArgument {}

extension Workload: ExpressibleByArgument {
  /// "n,L,B"
  public init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let qubits = numbers[0], let layers = numbers[1],
      let batch = numbers[2], (1...Circuit.qubitLimit).contains(qubits),
      (1...1000).contains(layers), (1...1_000_000).contains(batch)
    else { return nil }
    self.init(qubits, layers, batch)
  }
}

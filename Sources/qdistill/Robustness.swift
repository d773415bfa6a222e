import ArgumentParser
import Datasets
import Experiments
import FileFormats
import Foundation
import QuantumSimulation
import Reports

/// `qdistill robustness`: how a saved student does under noise and with few shots.
struct Robustness: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how a saved student does under noise and with few shots.",
    usage: "qdistill robustness <model> <data> --noise <noise> [--beside <model>] [<options>]",
    discussion: """
      Prints macro-F1 against the strength of a noise (times the probabilities and waiting times that --noise says; \
      exact density matrices up to 8 qubits) and against the number of shots (without noise), with 95 % bootstrap \
      intervals, and how many shots give 95 % of the ideal macro-F1. With --beside another student, such as the same \
      one without a teacher, also the differences on the same samples, and whether one of them loses less.

      One student is one seed: what distillation does to robustness in general, an experiment says, whose plan has \
      `robustness:` (Documentation/Plans.md).

      Examples:
        qdistill robustness runs/students/hybrid-74/distilled test.csv --noise fake_manila
        qdistill robustness runs/students/hybrid-74/distilled test.csv \\
          --beside runs/students/hybrid-74/labels --noise depolarizing=0.01,readout=0.02
      """)

  @OptionGroup var model: ModelArgument
  @OptionGroup var samples: SampleOptions
  @OptionGroup var labels: LabelOption

  @Option(
    help: ArgumentHelp(
      "What goes wrong at strength 1: numbers such as depolarizing=0.01,readout=0.02 (names: \(NoiseNumbers.Name.list)); or a device such as fake_manila; or a file of its calibrations.",
      valueName: "noise"))
  var noise: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "How many times as strong it is; 0 and 1 must be among them. (default: \(RobustnessPlan.usualStrengths.map { "\($0)" }.joined(separator: " ")))",
      valueName: "times"))
  var strengths: [Double] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Numbers of shots. (default: \(RobustnessPlan.usualShots.map { "\($0)" }.joined(separator: " ")))",
      valueName: "n"))
  var shots: [Int] = []

  @Option(help: ArgumentHelp("Another student, to compare with.", valueName: "model"))
  var beside: String?

  @Option(
    parsing: .unconditional,
    help: "How many times everything with shots is run, with other random numbers.")
  var seeds = 10

  @Flag(help: "JSON on standard output.")
  var json = false

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds \(seeds): at least 1 is needed") }
  }

  func run() throws {
    let (noisePlan, noise) = try loadNoise(noise)
    let plan = RobustnessPlan(
      noise: noisePlan,
      strengths: strengths.isEmpty ? RobustnessPlan.usualStrengths : strengths.sorted(),
      shots: shots.isEmpty ? RobustnessPlan.usualShots : shots.sorted())
    do throws(PlanError) {
      try plan.check(place: "")
    } catch {
      throw ValidationError("--\(error.place.drop { $0 == "." }): \(error.problem)")
    }
    let student = try model.student()
    let other = try beside.map { try SavedStudent(contentsOf: $0) }
    for student in [student, other].compactMap({ $0 }) {
      for execution in plan.executions(noise) {
        if let problem = student.executionProblem(execution) { throw ValidationError(problem) }
      }
    }
    if let other, let problem = student.teacherProblem(other) {
      throw FileError(
        badContentsOf: beside!, reason: "it cannot be compared with \(student.name): \(problem)")
    }
    let found = try StudentRobustness(
      of: student, beside: other, plan, noise: noise, runs: seeds,
      on: try samples.open(for: student, label: labels.label, needsLabel: true),
      threadCount: ProcessInfo.processInfo.activeProcessorCount)
    try StandardStreams.writeOutput(
      json ? try found.json() : found.terminalText(width: StandardStreams.outputWidth))
  }
}

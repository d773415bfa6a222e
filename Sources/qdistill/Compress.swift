import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

/// `qdistill compress`: the smallest student.
struct Compress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search the smallest student that is nearly as good as its teacher.",
    usage: "qdistill compress <plan.yaml> [--target <share>] [<options>]",
    discussion: """
      Tries the subject's circuit with other ansatzes, fewer layers, qubits and measured qubits, never more \
      parameters, for the plan's first objective and a second one with a teacher: all of them on a few seeds, and \
      those that no smaller one clearly beats on all of the plan's seeds. Chooses on the validation part, and then looks \
      at the test part. Prints the fronts with the teacher and without, and the student with the \
      fewest parameters (then gates on two qubits) that reaches the target. Writes front.svg, front.csv and \
      student.yaml, the layers of that student, into the run folder; runs are kept there, and a search that was \
      interrupted goes on. The plan's controls and tuning play no role.

      Examples:
        qdistill compress Examples/extended-xor.yaml --target 0.95
        qdistill compress plan.yaml --ansatz real-amplitudes --max-layers 4 --out small
      """)

  @OptionGroup var plan: PlanOptions

  @Option(help: "The share of the teacher's macro-F1 that is wanted, above 0, at most 1.")
  var target = 0.95

  @Option(help: "The objective with a teacher. (default: the plan's second one)")
  var objective: String?

  @Option(
    name: .customLong("search-seeds"), parsing: .unconditional,
    help: "On how many seeds every student is tried.")
  var searchSeeds = 5

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The ansatzes. (default: strongly-entangling basic-entangler real-amplitudes su4-ring)",
      valueName: "name"))
  var ansatz: [String] = []

  @Option(
    name: .customLong("max-layers"), parsing: .unconditional,
    help: "The most layers. (default: 8, or as many as the subject has)")
  var layerLimit: Int?

  @OptionGroup var work: WorkOptions

  func validate() throws {
    guard target > 0 && target <= 1 else {
      throw ValidationError("--target \(target): it must be above 0 and at most 1")
    }
    guard (1...ExperimentPlan.seedLimit).contains(searchSeeds) else {
      throw ValidationError(
        "--search-seeds \(searchSeeds): it must be 1 to \(ExperimentPlan.seedLimit)")
    }
    if let layerLimit, !(1...1000).contains(layerLimit) {
      throw ValidationError("--max-layers \(layerLimit): it must be 1 to 1000")
    }
  }

  func run() async throws {
    let files = try plan.files()
    guard files.count == 1 else {
      throw ValidationError("the plan has \(files.count) variants: choose one with --variant")
    }
    let file = files[0]
    let whole = try file.plan()
    let compression = try compression(of: whole, in: file)
    let folder = work.out ?? "qdistill-runs/\(whole.name)-compressed"
    let start = ContinuousClock.now
    let (data, teacher) = try whole.load(onnxRuntime: plan.onnxRuntime.path)
    let store = try RunStore(inRunFolder: folder)
    let log = try RunLog(inRunFolder: folder)
    try CompressionReport.checkWritable(inRunFolder: folder)
    let progress = ProgressLine(isQuiet: work.quiet)
    defer { progress.finish() }
    let interruption = Interruption(folder: folder, log: log)
    let (report, written) = try await log.recordingFailure {
      func run(_ experiment: Experiment) async throws -> ExperimentRecords {
        try await work.runner(experiment, data, teacher, store, log).run { progress.show($0) }
      }
      let search = compression.fronts(try await run(try compression.searchExperiment))
      let confirmation = try compression.confirmation(of: search)
      let records = try await run(confirmation)
      let results = try ExperimentResults(
        confirmation, records: records, jobs: work.jobCount,
        seconds: (ContinuousClock.now - start) / .seconds(1))
      progress.finish()
      let report = CompressionReport(
        whole, search: search, fronts: compression.fronts(records), confirmed: results,
        searchSeeds: searchSeeds)
      return (report, try report.write(inRunFolder: folder))
    }
    interruption.disarm()
    try StandardStreams.writeOutput(
      report.terminalText(width: StandardStreams.outputWidth) + "\n" + written)
  }

  /// The search in the plan of a file.
  private func compression(of plan: ExperimentPlan, in file: PlanFile) throws -> Compression {
    var space = CompressionSpace(layerLimit: layerLimit)
    if !ansatz.isEmpty {
      do {
        space.ansatzes = try ansatz.map { try AnsatzPlan.Name(named: $0) }
      } catch {
        throw ValidationError("--ansatz: \(error)")
      }
    }
    do throws(PlanError) {
      return try Compression(
        plan, target: target, treatment: objective, seeds: searchSeeds, space: space)
    } catch {
      throw file.located(error)
    }
  }
}

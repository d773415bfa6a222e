import ArgumentParser
import Experiments
import FileFormats
import Foundation

/// `qdistill work`: runs of a folder, without a report: a worker among others.
struct Work: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Work on a run folder with others: compute what nobody has yet. Writes no report.",
    usage: "qdistill work <dir> [--task <n>] [<options>]",
    discussion: """
      Of any number of these, on one machine or on several that share the folder, each computes what no other does. \
      One that is killed costs its runs in flight; another one does them. The report comes from qdistill report.

      With --task it does one task's share of what was given to Slurm (qdistill run --engine slurm), and \
      <dir> is a submission's folder in the run folder; that is what the submitted script calls.

      Examples:
        qdistill work qdistill-runs/extended-xor
        qdistill work qdistill-runs/extended-xor/slurm/1 --task 3
      """)

  @Argument(
    help: ArgumentHelp("The run folder; with --task the submission's folder.", valueName: "dir"))
  var folder: String

  @Option(parsing: .unconditional, help: ArgumentHelp("Which task's share.", valueName: "n"))
  var task: Int?

  @Option(help: "With --task: what is tuned first, or the final runs. (default: final)")
  var stage: RunStage?

  @Option(
    parsing: .unconditional,
    help: "How many runs go on at a time. (default: the number of cores)")
  var jobs: Int?

  @OptionGroup var onnxRuntime: ONNXRuntimeOption

  @OptionGroup var checkpoints: CheckpointOption

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if folder.isEmpty { throw ValidationError("the run folder needs a name, not \"\"") }
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs \(jobs): at least 1 run must go on at a time")
    }
    if let stage, task == nil {
      throw ValidationError(
        "--stage \(stage.rawValue) is for a share of a submission: add --task, or leave it out")
    }
    if let task, task < 0 { throw ValidationError("--task \(task): tasks are numbered from 0 on") }
  }

  func run() async throws {
    let share = try task.map { try RunShare(stage ?? .final, task: $0, inSubmission: folder) }
    let plan = try RunFolder(folder)
    let runFolder = share == nil ? plan.path : SlurmSubmission.runFolder(of: plan.path)
    let experiment = plan.experiment
    let (data, teacher) = try experiment.plan.load(onnxRuntime: onnxRuntime.path)
    let store = try RunStore(inRunFolder: runFolder)
    let log = try RunLog(inRunFolder: runFolder)
    let runner = ExperimentRunner(
      experiment, data: data, teacher: teacher, store: store,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, log: log,
      checkpointInterval: checkpoints.interval)
    let progress = ProgressLine(isQuiet: quiet)
    defer { progress.finish() }
    let interruption = Interruption(folder: runFolder, log: log)
    try await log.recordingFailure {
      if let share {
        let done = try await runner.run(share) { progress.show($0) }
        progress.finish()
        try StandardStreams.writeOutput(
          "\(done.done) runs, of which \(done.stored) were there\n")
      } else {
        _ = try await runner.run { progress.show($0) }
      }
    }
    interruption.disarm()
  }
}

extension RunStage: ExpressibleByArgument {}

import ArgumentParser
import Experiments
import Foundation

/// Where runs are kept, and how much of the machine they take.
struct WorkOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many runs go on at a time. (default: the number of cores)")
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "The run folder. (default: one in qdistill-runs, called as the plan is)", valueName: "dir"))
  var out: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A run that takes longer than this is kept as far as it has come, so often.",
      valueName: "seconds"))
  var checkpointEvery = ExperimentRunner.usualCheckpointSeconds

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs \(jobs): at least 1 run must go on at a time")
    }
    guard checkpointEvery >= 0, checkpointEvery <= 1e9 else {
      throw ValidationError("--checkpoint-every \(checkpointEvery): from 0 to 1000000000 seconds")
    }
    if out?.isEmpty == true { throw ValidationError("--out needs a name, not \"\"") }
  }

  /// How many runs go on at a time.
  var jobCount: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// What runs an experiment with these options.
  func runner(
    _ experiment: Experiment, _ data: ExperimentData, _ teacher: ReadyTeacher, _ store: RunStore,
    _ log: RunLog
  ) -> ExperimentRunner {
    ExperimentRunner(
      experiment, data: data, teacher: teacher, store: store, jobs: jobCount, log: log,
      checkpointInterval: .seconds(checkpointEvery))
  }
}

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

  @OptionGroup var checkpoints: CheckpointOption

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs \(jobs): at least 1 run must go on at a time")
    }
    if out?.isEmpty == true { throw ValidationError("--out needs a name, not \"\"") }
  }

  /// How many runs go on at a time.
  var jobCount: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// What runs an experiment with these options.
  func runner(
    _ experiment: Experiment, _ data: ExperimentData, _ teacher: ReadyTeacher, _ store: RunStore,
    _ log: RunLog, trackers: [TrackerQueue] = []
  ) -> ExperimentRunner {
    ExperimentRunner(
      experiment, data: data, teacher: teacher, store: store, jobs: jobCount, log: log,
      checkpointInterval: checkpoints.interval, trackers: trackers)
  }
}

import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

/// Where an experiment's results go, and how much of the machine it takes.
struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many runs go on at a time. (default: the number of cores)")
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "The run folder. (default: qdistill-runs/<the plan's name>)", valueName: "dir"))
  var out: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A run that takes longer than this is kept as far as it has come, so often.",
      valueName: "seconds"))
  var checkpointEvery = ExperimentRunner.usualCheckpointSeconds

  @OptionGroup var report: ReportOptions

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

  /// Runs an experiment, and writes what it shows.
  ///
  /// - Parameter subfolder: where in the folder that was asked for the results go, if that is not for this experiment alone.
  func run(
    _ experiment: Experiment, subfolder: String? = nil, onnxRuntime: String? = nil
  ) async throws {
    let plan = experiment.plan
    let folder =
      out.map { folder in subfolder.map { "\(folder)/\($0)" } ?? folder }
      ?? "qdistill-runs/\(plan.name)"
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let start = ContinuousClock.now
    // Before anything is written: without data there is nothing to write.
    let data = try plan.data.load()
    let teacher = try plan.teacher.load(plan.data, data, onnxRuntime: onnxRuntime)
    let store = try RunStore(inRunFolder: folder)
    let log = try RunLog(inRunFolder: folder)
    let runner = ExperimentRunner(
      experiment, data: data, teacher: teacher, store: store, jobs: jobs, log: log,
      checkpointInterval: .seconds(checkpointEvery))
    try OutputFile.checkWritable("\(folder)/plan.yaml")
    try report.checkWritable(in: folder)
    for name in ["students", "figures"] { try OutputFile.makeFolder("\(folder)/\(name)") }
    announceReplacement(in: folder, by: plan)
    try OutputFile.write(try plan.yaml(), to: "\(folder)/plan.yaml")
    let progress = ProgressLine(isQuiet: quiet)
    defer { progress.finish() }
    let interruption = Interruption(folder: folder, log: log)
    do {
      let records = try await runner.run { progress.show($0) }
      let results = try ExperimentResults(
        experiment, records: records, jobs: jobs,
        seconds: (ContinuousClock.now - start) / .seconds(1))
      progress.finish()
      try report.write(
        results, try ReportData(experiment, records: records, source: (data, teacher)), in: folder)
      let students = try experiment.studentsToKeep(records, data: data)
      try Experiment.write(students, inRunFolder: folder)
      interruption.disarm()
      try report.show(results, in: folder, hasStudents: !students.isEmpty)
    } catch {
      log.add(.gaveUp(reason: "\(error)"))
      throw error
    }
  }

  /// Says so if the folder holds the report of another plan, which will make room for this one's.
  private func announceReplacement(in folder: String, by plan: ExperimentPlan) {
    guard !quiet, let old = ExperimentResults(inRunFolder: folder)?.plan, old != plan else {
      return
    }
    StandardStreams.writeError(
      "qdistill: the report in \(folder), of \(old.seeds) seeds from \(old.firstSeed), will be replaced; "
        + "its runs are kept\n")
  }
}

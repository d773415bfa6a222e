import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

/// Where an experiment's runs and results go, and how much of the machine they take.
struct RunOptions: ParsableArguments {
  @OptionGroup var work: WorkOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var trackers: TrackerOptions

  /// Runs an experiment, and writes what it shows.
  ///
  /// - Parameters:
  ///   - subfolder: where in the folder that was asked for the results go, if that is not for this experiment alone.
  ///   - workers: how many processes share the work, this one included.
  ///   - lost: the trackers that have failed in the experiments before.
  func run(
    _ experiment: Experiment, subfolder: String? = nil, workers: Int = 1,
    lost: LostTrackers = LostTrackers(), onnxRuntime: String? = nil
  ) async throws {
    let plan = experiment.plan
    let folder = folder(of: plan, subfolder: subfolder)
    let start = ContinuousClock.now
    // Before anything is written: without data there is nothing to write.
    let (data, teacher) = try plan.load(onnxRuntime: onnxRuntime)
    let store = try RunStore(inRunFolder: folder)
    let log = try RunLog(inRunFolder: folder)
    try OutputFile.checkWritable("\(folder)/plan.yaml")
    try report.checkWritable(in: folder)
    for name in ["students", "figures"] { try OutputFile.makeFolder("\(folder)/\(name)") }
    let progress = ProgressLine(isQuiet: work.quiet)
    let trackers = try trackers.queues(
      plan, runFolder: folder, subfolder: subfolder, lost: lost
    ) { progress.warn($0) }
    announceReplacement(in: folder, by: plan)
    try OutputFile.write(try plan.yaml(), to: "\(folder)/plan.yaml")
    defer { progress.finish() }
    let others = try Workers(
      count: workers - 1, folder: folder, jobs: work.jobCount,
      arguments: workArguments(onnxRuntime: onnxRuntime))
    defer { others.stop() }
    let interruption = Interruption(folder: folder, log: log) { others.stop() }
    try await log.recordingFailure {
      let records = try await work.runner(
        experiment, data, teacher, store, log, trackers: trackers
      ).run { progress.show($0) }
      let results = try ExperimentResults(
        experiment, records: records, jobs: work.jobCount,
        seconds: (ContinuousClock.now - start) / .seconds(1))
      progress.finish()
      try report.write(
        results, try ReportData(experiment, records: records, data: data, teacher: teacher),
        in: folder)
      let students = try experiment.studentsToKeep(records, data: data)
      try Experiment.write(students, inRunFolder: folder)
      interruption.disarm()
      try report.show(results, in: folder, hasStudents: !students.isEmpty)
      for tracker in trackers {
        tracker.finish(report: report.trackedFiles(in: folder)) { progress.show(text: $0) }
      }
    }
  }

  /// What `qdistill work` is told of what was asked for here.
  func workArguments(onnxRuntime: String?) -> [String] {
    ONNXRuntimeOption.arguments(onnxRuntime) + work.checkpoints.arguments
  }

  /// The run folder of an experiment.
  func folder(of plan: ExperimentPlan, subfolder: String?) -> String {
    work.out.map { folder in subfolder.map { "\(folder)/\($0)" } ?? folder }
      ?? "qdistill-runs/\(plan.name)"
  }

  /// Says so if the folder holds the report of another plan, which will make room for this one's.
  func announceReplacement(in folder: String, by plan: ExperimentPlan) {
    guard !work.quiet, let old = ExperimentResults(inRunFolder: folder)?.plan, old != plan else {
      return
    }
    StandardStreams.writeError(
      "qdistill: the report in \(folder), of \(old.seeds) seeds from \(old.firstSeed), will be replaced; "
        + "its runs are kept\n")
  }
}

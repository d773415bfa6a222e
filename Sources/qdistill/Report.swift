import ArgumentParser
import Experiments
import Foundation
import Reports

/// `qdistill report`: a run folder's report, anew.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rebuild the report of a run folder. Trains nothing.",
    usage: "qdistill report <dir> [<options>]",
    discussion: """
      Reads plan.yaml and runs/ in the folder, prints the table, and writes results.json, results.csv, \
      report.html, figures/, report.md and report.tex there, and the best students: the same that the run itself wrote, or what there is of it so far. \
      Runs that are missing are counted as such. Files that are no runs are named and left alone. Data \
      in files are compared with the runs if they are there, and not needed, but for students.

      Examples:
        qdistill report qdistill-runs/extended-xor
        qdistill report half-done --json - | python3 -m json.tool
        qdistill report from-the-cluster --mlflow http://localhost:5000
      """)

  @Argument(help: ArgumentHelp("The run folder.", valueName: "dir"))
  var folder: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var trackers: TrackerOptions
  @OptionGroup var onnxRuntime: ONNXRuntimeOption

  func validate() throws {
    if folder.isEmpty { throw ValidationError("the run folder needs a name, not \"\"") }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let runFolder = try RunFolder(folder)
    let jobs = ProcessInfo.processInfo.activeProcessorCount
    let files = try await runFolder.readRuns(jobs: jobs)
    for problem in files.problems { say("\(problem)") }
    let runs = try await runFolder.find(
      among: files, jobs: jobs, onnxRuntime: onnxRuntime.path)
    for remark in runs.remarks + [runs.missing?.description].compactMap({ $0 }) { say(remark) }
    let folder = runFolder.path
    try report.checkWritable(in: folder)
    let progress = ProgressLine(isQuiet: false)
    let trackers = try trackers.queues(
      runFolder.experiment.plan, runFolder: folder, work: "the report is made"
    ) { progress.warn($0) }
    for tracker in trackers { tracker.add(runs.records) }
    let results = try ExperimentResults(
      runFolder.experiment, records: runs.records, jobs: runFolder.lastJobs,
      seconds: (ContinuousClock.now - start) / .seconds(1))
    var teacher: ReadyTeacher?
    do {
      teacher = try runs.data.map {
        try runFolder.experiment.plan.loadTeacher(of: $0, onnxRuntime: onnxRuntime.path)
      }
    } catch {
      say("the report is made without the teacher: \(error)")
    }
    try report.write(
      results,
      try ReportData(
        runFolder.experiment, records: runs.records, data: runs.data, teacher: teacher),
      in: folder)
    if let data = runs.data {
      try Experiment.write(
        try runFolder.experiment.studentsToKeep(runs.records, data: data), inRunFolder: folder)
    }
    let students = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/students")
    try report.show(results, in: folder, hasStudents: students?.isEmpty == false)
    for tracker in trackers {
      tracker.finish(report: report.trackedFiles(in: folder)) { progress.show(text: $0) }
    }
    progress.finish()
  }

  private func say(_ line: String) {
    StandardStreams.writeError("qdistill: \(line)\n")
  }
}

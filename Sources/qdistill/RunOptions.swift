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
    help: ArgumentHelp(
      "Also write the results to this file; \"-\" is standard output, in place of the table.",
      valueName: "file"))
  var json: String?

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs \(jobs): at least 1 run must go on at a time")
    }
    if out?.isEmpty == true || json?.isEmpty == true {
      throw ValidationError("--out and --json need a name, not \"\"")
    }
  }

  /// Runs an experiment, and writes what it shows.
  func run(_ experiment: Experiment, onnxRuntime: String? = nil) async throws {
    let plan = experiment.plan
    let folder = out ?? "qdistill-runs/\(plan.name)"
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let start = ContinuousClock.now
    // Before anything is written: without data there is nothing to write.
    let data = try plan.data.load()
    let teacher = try plan.teacher.load(plan.data, data, onnxRuntime: onnxRuntime)
    let runner = ExperimentRunner(
      experiment, data: data, teacher: teacher, store: try RunStore(inRunFolder: folder), jobs: jobs
    )
    for name in Self.resultFiles { try OutputFile.checkWritable("\(folder)/\(name)") }
    for name in ["students", "figures"] { try OutputFile.makeFolder("\(folder)/\(name)") }
    if let json, json != "-" { try OutputFile.checkWritable(json) }
    announceReplacement(in: folder, by: plan)
    try OutputFile.write(try plan.yaml(), to: "\(folder)/plan.yaml")
    let progress = ProgressLine(isQuiet: quiet)
    defer { progress.finish() }
    let interruption = Interruption(folder: folder)
    let records = try await runner.run { progress.show($0) }
    let results = try ExperimentResults(
      experiment, records: records, jobs: jobs,
      seconds: (ContinuousClock.now - start) / .seconds(1))
    progress.finish()

    let resultFile = try results.json()
    try OutputFile.write(resultFile, to: "\(folder)/results.json")
    try OutputFile.write(results.csv, to: "\(folder)/results.csv")
    try OutputFile.write(results.markdown, to: "\(folder)/report.md")
    try HTMLReport(
      results, try ReportData(experiment, records: records, source: (data, teacher))
    ).write(inRunFolder: folder)
    let students = try experiment.studentsToKeep(records, data: data)
    try Experiment.write(students, inRunFolder: folder)
    interruption.disarm()
    if json == "-" {
      try StandardStreams.writeOutput(String(decoding: resultFile, as: UTF8.self))
    } else {
      // The table first: a file that stands for standard output must not be written over by it.
      let shown = Result {
        try StandardStreams.writeOutput(
          results.terminalText(width: StandardStreams.outputWidth)
            + "\nreport:   \(folder)/report.html\n          \(folder)/report.md\nresults:  \(folder)/results.json\n"
            + (students.isEmpty ? "" : "students: \(folder)/students/<student>/<objective>\n"))
      }
      if let json { try OutputFile.write(resultFile, to: json) }
      try shown.get()
    }
  }

  private static let resultFiles = [
    "plan.yaml", "results.json", "results.csv", "report.md", "report.html",
  ]

  /// Says so if the folder holds the report of another plan, which will make room for this one's.
  private func announceReplacement(in folder: String, by plan: ExperimentPlan) {
    guard !quiet, let contents = FileManager.default.contents(atPath: "\(folder)/results.json"),
      let old = try? JSONDecoder().decode(ExperimentResults.self, from: contents).plan, old != plan
    else { return }
    StandardStreams.writeError(
      "qdistill: the report in \(folder), of \(old.seeds) seeds from \(old.firstSeed), will be replaced; "
        + "its runs are kept\n")
  }
}

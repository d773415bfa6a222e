import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

/// Where an experiment's results go beside its run folder.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write the results to this file; \"-\" is standard output, in place of the table.",
      valueName: "file"))
  var json: String?

  func validate() throws {
    if json?.isEmpty == true { throw ValidationError("--json needs a name, not \"\"") }
  }

  /// Makes sure, before anything is computed, that everything can be written.
  func checkWritable(in folder: String) throws(FileError) {
    for name in ExperimentResults.reportFileNames + ["report.html"] {
      try OutputFile.checkWritable("\(folder)/\(name)")
    }
    if let json, json != "-" { try OutputFile.checkWritable(json) }
  }

  /// The files of a report that trackers keep.
  func trackedFiles(in folder: String) -> [String] {
    ["report.html", "report.md", "results.json", "results.csv"].map { "\(folder)/\($0)" }
  }

  /// Writes a report's files into a run folder.
  func write(_ results: ExperimentResults, _ data: ReportData, in folder: String) throws {
    for file in try results.reportFiles() {
      try OutputFile.write(file.contents, to: "\(folder)/\(file.name)")
    }
    try HTMLReport(results, data).write(inRunFolder: folder)
  }

  /// Shows what a run folder has got: the table, or the results.
  func show(_ results: ExperimentResults, in folder: String, hasStudents: Bool) throws {
    if json == "-" {
      try StandardStreams.writeOutput(String(decoding: try results.json(), as: UTF8.self))
      return
    }
    // The table first: a file that stands for standard output must not be written over by it.
    let shown = Result {
      try StandardStreams.writeOutput(
        results.terminalText(width: StandardStreams.outputWidth)
          + "\nreport:   \(folder)/report.html\n          \(folder)/report.md\nresults:  \(folder)/results.json\n"
          + (hasStudents ? "students: \(folder)/students/<student>/<objective>\n" : ""))
    }
    if let json { try OutputFile.write(try results.json(), to: json) }
    try shown.get()
  }
}

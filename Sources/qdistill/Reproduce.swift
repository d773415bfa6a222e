import Arithmetic
import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

/// `qdistill reproduce`: the paper's experiment.
struct Reproduce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the paper's experiment, with its controls, and report what it shows.",
    usage: "qdistill reproduce [--quick] [<options>]",
    discussion: """
      A teacher of 1,251 parameters is distilled into classical and hybrid students of 74 to 195 \
      parameters, which also learn without it, from the same start: is a distilled student better, and \
      is a hybrid one better than a classical one? Our reading of "Quantum Enhanced Knowledge \
      Distillation" (2024).

      Prints a table; writes results.json, results.csv, report.md and one file for each finished run. A \
      run that was interrupted goes on where it stopped when given the same --out.

      Examples:
        qdistill reproduce
        qdistill reproduce --quick --out /tmp/quick
        qdistill reproduce --first-seed 1000 --out others --json others.json
      """)

  @Option(parsing: .unconditional, help: "How many seeds. (default: 30)")
  var seeds: Int?

  @Option(parsing: .unconditional, help: "The first seed; the others follow it.")
  var firstSeed = 0

  @Option(
    parsing: .unconditional,
    help: "How many runs go on at a time. (default: the number of cores)")
  var jobs: Int?

  @Option(help: "The precision of the passes, single or double.")
  var precision = Precision.single

  @Option(help: ArgumentHelp("The run folder.", valueName: "dir"))
  var out = "qdistill-runs/extended-xor"

  @Option(
    help: ArgumentHelp(
      "Also write the results to this file; \"-\" is standard output, in place of the table.",
      valueName: "file"))
  var json: String?

  @Flag(help: "5 seeds.")
  var quick = false

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if quick && seeds != nil {
      throw ValidationError("--quick means 5 seeds: give either --quick or --seeds")
    }
    if let seeds, !(1...ExperimentPlan.seedLimit).contains(seeds) {
      throw ValidationError("--seeds \(seeds): it must be 1 to \(ExperimentPlan.seedLimit)")
    }
    if !(0...Int.max - ExperimentPlan.seedLimit).contains(firstSeed) {
      throw ValidationError(
        "--first-seed \(firstSeed): it must be 0 to \(Int.max - ExperimentPlan.seedLimit)")
    }
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs \(jobs): at least 1 run must go on at a time")
    }
    if out.isEmpty || json?.isEmpty == true {
      throw ValidationError("--out and --json need a name, not \"\"")
    }
  }

  func run() async throws {
    var plan = ExperimentPlan.extendedXOR
    plan.seeds = seeds ?? (quick ? 5 : plan.seeds)
    plan.firstSeed = firstSeed
    plan.precision = precision
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let start = ContinuousClock.now
    let runner = ExperimentRunner(
      try Experiment(plan), store: try RunStore(inRunFolder: out), jobs: jobs)
    for name in Self.resultFiles { try OutputFile.checkWritable("\(out)/\(name)") }
    if let json, json != "-" { try OutputFile.checkWritable(json) }
    announceReplacement(by: plan)
    let progress = ProgressLine(isQuiet: quiet)
    defer { progress.finish() }
    let interruption = Interruption(folder: out)
    let records = try await runner.run { progress.show($0) }
    let results = try ExperimentResults(
      runner.experiment, records: records, jobs: jobs,
      seconds: (ContinuousClock.now - start) / .seconds(1))
    progress.finish()

    let resultFile = try results.json()
    try OutputFile.write(resultFile, to: "\(out)/results.json")
    try OutputFile.write(results.csv, to: "\(out)/results.csv")
    try OutputFile.write(results.markdown, to: "\(out)/report.md")
    interruption.disarm()
    if json == "-" {
      try StandardStreams.writeOutput(String(decoding: resultFile, as: UTF8.self))
    } else {
      // The table first: a file that stands for standard output must not be written over by it.
      let shown = Result {
        try StandardStreams.writeOutput(
          results.terminalText(width: StandardStreams.outputWidth)
            + "\nreport:  \(out)/report.md\nresults: \(out)/results.json\n")
      }
      if let json { try OutputFile.write(resultFile, to: json) }
      try shown.get()
    }
  }

  private static let resultFiles = ["results.json", "results.csv", "report.md"]

  /// Says so if the folder holds the report of another plan, which will make room for this one's.
  private func announceReplacement(by plan: ExperimentPlan) {
    guard !quiet, let contents = FileManager.default.contents(atPath: "\(out)/results.json"),
      let old = try? JSONDecoder().decode(ExperimentResults.self, from: contents).plan, old != plan
    else { return }
    StandardStreams.writeError(
      "qdistill: the report in \(out), of \(old.seeds) seeds from \(old.firstSeed), will be replaced; "
        + "its runs are kept\n")
  }
}

extension Precision: ExpressibleByArgument {}

import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Interchange
import Reports

/// `qdistill check`: what a plan would do.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a plan would do: sizes, parameters, runs, time, gradients. Trains nothing.",
    usage: "qdistill check <plan.yaml> [--set <path.to.key=value>]... [--resolved] [--jobs <n>]",
    discussion: """
      What is wrong with the plan is said with file and line. The time is an estimate, good to a factor of \
      two or three; terms that compare samples, above all relational, take longer. Of students with \
      circuits it shows how their gradients vary over random initial parameters, warns of barren \
      plateaus, and names angles on which nothing depends.

      Examples:
        qdistill check Examples/extended-xor.yaml
        qdistill check plan.yaml --resolved > everything.yaml
      """)

  @OptionGroup var plan: PlanOptions

  @Flag(help: "Print the plan with every default instead.")
  var resolved = false

  @Option(
    parsing: .unconditional,
    help: "How many runs would go on at a time. (default: the number of cores)")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs \(jobs): at least 1 run must go on at a time")
    }
  }

  func run() throws {
    let experiments = try plan.files().map { try $0.experiment() }
    if resolved {
      // Documents of one stream.
      try StandardStreams.writeOutput(
        try experiments.map { try $0.plan.yaml() }.joined(separator: "---\n"))
      return
    }
    for (index, experiment) in experiments.enumerated() {
      if index > 0 { try StandardStreams.writeOutput("\n") }
      try outlook(on: experiment)
    }
  }

  private func outlook(on experiment: Experiment) throws {
    let plan = experiment.plan
    // What can be told without the data is told; how to get them, too.
    let data = try unlessMissing { try plan.data.load() }
    if let data {
      let teacher = try unlessMissing {
        try plan.teacher.load(plan.data, data, onnxRuntime: self.plan.onnxRuntime.path)
      }
      if let teacher { try experiment.check(teacher) }
    }
    let width = StandardStreams.outputWidth
    let text = try experiment.outlook(data).terminalText(
      width: width, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let hash = data?.sha256.map { "data: SHA-256 \($0)\n" } ?? ""
    let gradients = try experiment.trainability(data).terminalText(
      width: width, hasData: data != nil)
    try StandardStreams.writeOutput(text + hash + gradients)
  }

  /// What a file holds; if it is not there, that is said, and no error.
  private func unlessMissing<Contents>(_ load: () throws -> Contents) throws -> Contents? {
    do {
      return try load()
    } catch let error as FileError where error.action == .read {
      StandardStreams.writeError("qdistill: \(error)\n")
    } catch let error as InterchangeError where error.isOfMissingProgram {
      StandardStreams.writeError("qdistill: \(error)\n")
    }
    return nil
  }
}

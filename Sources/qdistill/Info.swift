import ArgumentParser
import Experiments
import FileFormats
import Reports

/// `qdistill info`: what a saved student is.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a saved student is: layers, classes, scores, where it came from.",
    usage: "qdistill info <model> [--json]",
    discussion: """
      `run` and `reproduce` keep the student of each arm that was best on the validation part, in \
      <run folder>/students/<student>/<objective>. The folder is checked: one that was changed or cut short is \
      refused.

      Example:
        qdistill info qdistill-runs/extended-xor/students/hybrid-74/distilled
      """)

  @OptionGroup var model: ModelArgument

  @Flag(help: "The contents of model.json.")
  var json = false

  func run() throws {
    let student = try model.student()
    try StandardStreams.writeOutput(
      json ? student.json() : student.terminalText(width: StandardStreams.outputWidth))
  }
}

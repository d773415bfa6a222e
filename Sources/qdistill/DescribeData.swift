import ArgumentParser
import Datasets
import Experiments
import FileFormats
import Reports

/// `qdistill data describe`: what a file of samples holds.
struct DescribeData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Say what a file of samples holds, and how a plan would name it.",
    usage: "qdistill data describe <data> [--label <column>] [<options>]",
    discussion: """
      Prints for each column its smallest and largest number, mean and standard deviation (of the population, \
      divided by n); what is missing or no number, with line and column; the classes and their shares; the \
      SHA-256 of the data, which a teacher's file may state; and the `data` of a plan, which \
      `qdistill check` accepts. A column called `label` holds the labels unless --label says otherwise. The file \
      is read twice, in little memory.

      Examples:
        qdistill data describe wine.csv --label class --id sample
        qdistill data describe x.npy --label y.npy
        qdistill data describe digits.npz --features x --label y --json
        qdistill data describe digits.npz
      """)

  @OptionGroup var samples: SampleOptions
  @OptionGroup var labels: LabelOption

  @Flag(help: "JSON on standard output.")
  var json = false

  func run() throws {
    let source = try samples.source(label: labels.label)
    if case .arrays(let files) = source, let archive = files.archive,
      samples.format.features == nil
    {
      let outline = try NPZ(archive).outline()
      // Whose arrays are called as in a plan needs no options.
      guard outline.contains(where: { $0.name == files.features }) else {
        try StandardStreams.writeOutput(
          json
            ? prettyJSON(outline)
            : ArrayOutline.terminalText(outline, of: archive, width: StandardStreams.outputWidth))
        return
      }
    }
    let description = try source.describe()
    try StandardStreams.writeOutput(
      json
        ? description.json() : description.terminalText(width: StandardStreams.outputWidth))
  }
}

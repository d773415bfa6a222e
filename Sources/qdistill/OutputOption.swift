import ArgumentParser
import FileFormats

/// Where a command's result goes.
struct OutputOption: ParsableArguments {
  @Option(help: ArgumentHelp("Where to write; \"-\" is standard output.", valueName: "file"))
  var out = "-"

  /// Whether no file is named.
  var isStandardOutput: Bool { out == "-" }

  /// How many columns there are for text: those of the terminal, if it goes to one.
  var width: Int { isStandardOutput ? StandardStreams.outputWidth : 80 }

  /// Writes a result that is whole.
  func write(_ text: String) throws(FileError) {
    if isStandardOutput {
      try StandardStreams.writeOutput(text)
    } else {
      try OutputFile.write(text, to: out)
    }
  }

  /// Opens what a result is written to piece by piece.
  func open() throws(FileError) -> OutputFile.Writer {
    isStandardOutput
      ? OutputFile.Writer(descriptor: 1, name: "standard output") : try OutputFile.Writer(out)
  }
}

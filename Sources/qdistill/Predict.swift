import ArgumentParser
import Datasets
import Experiments
import FileFormats
import Foundation

/// `qdistill predict`: classes of new samples.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict the classes of samples with a saved student.",
    usage: "qdistill predict <model> <data> [--probabilities] [<options>]",
    discussion: """
      Reads a table or an array, and writes comma-separated values, in little memory. Features are found by the \
      columns' names; if the file has other names, or none, by their order. A column of labels may be there; one \
      of ids is named with --id, and is copied. Of arrays the first dimension is that of the samples. Writes a row \
      for each sample: its id or number, the predicted class and, with --probabilities, a column for each class.

      Examples:
        qdistill predict runs/students/hybrid-74/distilled new.csv
        qdistill predict runs/students/hybrid-74/distilled new.csv --probabilities \\
          --id sample --out predictions.csv
        qdistill predict runs/students/hybrid-74/distilled images-idx3-ubyte.gz
        qdistill predict runs/students/hybrid-74/distilled new.npz --features x
        cat new.csv | qdistill predict runs/students/hybrid-74/distilled - | head
      """)

  @OptionGroup var model: ModelArgument
  @OptionGroup var samples: SampleOptions

  @Flag(help: "Also write each class's probability.")
  var probabilities = false

  @OptionGroup var output: OutputOption

  func run() throws {
    let student = try model.student()
    do {
      try predict(with: student)
    } catch let error as FileError {
      // Whoever read standard output may have seen enough.
      if !output.isStandardOutput || !error.isClosedOutput { throw error }
    }
  }

  private func predict(with student: SavedStudent) throws {
    let reader = try samples.open(for: student)
    try student.predict(
      reader, to: try output.open(), withProbabilities: probabilities,
      threadCount: ProcessInfo.processInfo.activeProcessorCount)
  }
}

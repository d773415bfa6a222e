import Arithmetic
import Datasets
import FileFormats
import NeuralNetworks
import Tables

extension SavedStudent {
  /// The columns of a table with samples for this student. Labels and names of samples may be there too.
  public var sampleColumns: SampleColumns {
    var columns = SampleColumns(
      featureCount: interface.inputCount, featureNames: interface.featureNames)
    columns.labelName = interface.labelName
    return columns
  }

  /// Predicts the class of every sample, as comma-separated values: a row's name, or its number from 1, the class, and
  /// the classes' probabilities if they are wanted, in columns `p_<class>`.
  ///
  /// Memory does not grow with the number of samples.
  ///
  /// - Parameters:
  ///   - samples: where they are read.
  ///   - output: where the predictions go.
  ///   - withProbabilities: whether the classes' probabilities are wanted.
  ///   - threadCount: how many threads compute. The result has the same bits for any number.
  /// - Throws: `FileError`, with the line or row, for what cannot be read, written or computed.
  public func predict(
    _ samples: consuming any SampleSource & ~Copyable, to output: consuming OutputFile.Writer,
    withProbabilities: Bool = false, threadCount: Int = 1
  ) throws(FileError) {
    var samples = samples
    let hasNames = samples.hasSampleIDs
    let probabilityNames = withProbabilities ? interface.classNames.map { "p_\($0)" } : []
    var writer = try CSVWriter(
      output,
      header: [hasNames ? samples.sampleIDName ?? "id" : "row", "prediction"] + probabilityNames)
    let threads = ParallelLoop(threadCount: threadCount)
    var rowCount = 0
    while let batch = try samples.next(maximumCount: Self.batchSize) {
      let logits = try logits(for: batch, of: samples.name, on: threads)
      let predictions = logits.argmaxOfRows()
      for row in 0..<logits.rowCount {
        rowCount += 1
        if hasNames { writer.append(batch.sampleIDs[row]) } else { writer.append(rowCount) }
        writer.append(interface.classNames[predictions[row]])
        if withProbabilities {
          for probability in softmax(logits[row: row]) { writer.append(probability) }
        }
        try writer.endRow()
      }
    }
    try writer.finish()
  }

  /// How many samples are read, and computed, at a time.
  static let batchSize = 4096

  /// A batch's logits.
  ///
  /// - Throws: `FileError` with the place of a sample that the student cannot take.
  func logits(
    for batch: SampleBatch, of file: String, on threads: ParallelLoop
  ) throws(FileError) -> Matrix {
    do throws(SampleProblem) {
      return try logits(for: batch.features, on: threads)
    } catch {
      throw FileError(
        badContentsOf: file, at: batch.places[error.row], reason: error.reason)
    }
  }
}

import Arithmetic
import Crypto
import Datasets
import FileFormats
import Foundation
import HybridModels
import Interchange
import NeuralNetworks
import Tables

extension SavedStudent {
  /// The rows that are exported unless others are given: those that were kept with the student, `[rows, inputCount]`.
  public var exportedRows: Matrix {
    Matrix(
      rowCount: samples.count, columnCount: interface.inputCount,
      elements: samples.flatMap(\.features))
  }

  /// The first rows of a file, `[rows, inputCount]`.
  ///
  /// - Throws: `FileError`, with the line or row, for what cannot be read or computed, and if there is no row.
  public func rowsToExport(
    _ samples: consuming any SampleSource & ~Copyable, count: Int
  ) throws(FileError) -> Matrix {
    var samples = samples
    guard let batch = try samples.next(maximumCount: count) else {
      throw FileError(badContentsOf: samples.name, reason: "there is no row in it")
    }
    _ = try logits(for: batch, of: samples.name, on: ParallelLoop(threadCount: 1))
    return batch.features
  }

  /// The files of the student's bundle for another package: see `Documentation/Decisions/0023-exports-prove-themselves.md`.
  ///
  /// - Parameters:
  ///   - target: where it goes.
  ///   - rows: samples as data have them, `[rows, inputCount]`, that the bundle checks itself with.
  ///   - measures: whether programs measure their qubits.
  /// - Throws: ``SampleProblem`` for a row that the student cannot take, `InterchangeError` for what cannot be written.
  /// - Precondition: there is a row; the rows' columns are the student's inputs.
  public func exportFiles(
    to target: ExportTarget, rows: Matrix, measures: Bool = false
  ) throws -> [OutputFolder.File] {
    precondition(rows.rowCount > 0, "a bundle checks itself with rows")
    let logits = try logits(for: rows)
    let bundle = try ExportBundle(
      try exported(rows), target: target, featureCount: interface.inputCount,
      rowCount: rows.rowCount, measures: measures)
    let contents = try bundle.contents()
    let expected = Expectation(
      features: (0..<rows.rowCount).map { Array(rows[row: $0]) },
      probabilities: (0..<rows.rowCount).map { softmax(logits[row: $0]) },
      packages: bundle.packages,
      sha256: Dictionary(
        uniqueKeysWithValues: contents.map { ($0.name, SHA256.hash(data: $0.bytes).hexadecimal) }))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let expectedFile = OutputFolder.File(
      "expected.json", Array(try encoder.encode(expected)) + Array("\n".utf8))
    return contents + [expectedFile] + bundle.modules()
  }

  /// What must come out of a bundle, `expected.json`.
  private struct Expectation: Encodable {
    let features, probabilities: [[Double]]
    let packages: String
    let sha256: [String: String]
  }

  /// The student's numbers, layer by layer, and what goes into its circuits for these rows.
  private func exported(_ rows: Matrix) throws -> ExportedStudent {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let inputs = modelInputs(from: rows)
    let pieces = Dictionary(
      uniqueKeysWithValues: ParameterTensors(model).pieces.map { ($0.name, $0) })
    let exported = zip(model.plannedLayers, layers).enumerated().map {
      number, planned -> ExportedStudent.Layer in
      let (index, plan) = planned
      func numbers(_ name: String) -> [Double]? {
        pieces["layers.\(number).\(name)"].map { Array(parameters[$0.range]) }
      }
      switch plan {
      case .dense(let dense):
        let (weights, width) = (numbers("weights")!, model.layers[index].outputCount)
        return .dense(
          weights: stride(from: 0, to: weights.count, by: width).map {
            Array(weights[$0..<$0 + width])
          }, bias: numbers("bias"), activation: dense.activation?.rawValue)
      case .scale: return .scale(numbers("scale")!)
      case .circuit:
        let values =
          index == 0
          ? inputs : model.features(ofLayer: index - 1, for: inputs, parameters: parameters)
        return .circuit(
          (model.layers[index] as! CircuitLayer).circuit, angles: numbers("angles")!,
          rows: (0..<values.rowCount).map { Array(values[row: $0]) })
      }
    }
    return ExportedStudent(
      name: name, featureNames: interface.featureNames, classNames: interface.classNames,
      transforms: try (transforms?.steps ?? []).map {
        String(decoding: try encoder.encode($0), as: UTF8.self)
      }, layers: exported)
  }
}

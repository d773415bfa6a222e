import Arithmetic
import Datasets
import HybridModels
import QuantumSimulation
import Tables

extension SavedStudent {
  /// The logits of many samples in double precision, `[samples, classes]`, from their features as data have them,
  /// `[samples, inputCount]`.
  ///
  /// A sample's logits have the same bits whatever samples are around it, and for any number of threads.
  ///
  /// - Parameters:
  ///   - features: before the student's own transforms, which are applied here.
  ///   - threads: what computes; by default the caller alone.
  /// - Throws: ``SampleProblem`` for a sample that the student cannot take.
  /// - Precondition: the features' columns are the student's inputs.
  public func logits(
    for features: Matrix, on threads: ParallelLoop? = nil
  ) throws(SampleProblem) -> Matrix {
    let inputs = modelInputs(from: features)
    if let error = model.inputError(in: inputs) {
      throw SampleProblem(row: error.sample, reason: error.problem)
    }
    let logits = computeLogits(inputs, on: threads)
    if let index = logits.elements.firstIndex(where: { !$0.isFinite }) {
      throw SampleProblem(
        row: index / logits.columnCount,
        reason: "its logits overflow; are its features far beyond those that were learnt from?")
    }
    return logits
  }

  /// What the layers take, from features as data have them.
  func modelInputs(from features: Matrix) -> Matrix {
    transforms.map { $0.applied(to: features) } ?? features
  }

  private func computeLogits(_ inputs: Matrix, on threads: ParallelLoop?) -> Matrix {
    // Fewer rows are not worth waking a thread.
    let rowsPerThread = 256
    let count = min(threads?.threadCount ?? 1, inputs.rowCount / rowsPerThread)
    guard let threads, count > 1 else { return model.logits(for: inputs, parameters: parameters) }
    var parts = [Matrix?](repeating: nil, count: count)
    parts.withUnsafeMutableBufferPointer { parts in
      threads.run { thread in
        guard thread < count else { return }
        let rows = inputs.rowCount * thread / count..<inputs.rowCount * (thread + 1) / count
        let width = inputs.columnCount
        let part = Matrix(
          rowCount: rows.count, columnCount: width,
          elements: Array(inputs.elements[rows.lowerBound * width..<rows.upperBound * width]))
        parts[thread] = model.logits(for: part, parameters: parameters)
      }
    }
    return Matrix(
      rowCount: inputs.rowCount, columnCount: model.classCount,
      elements: parts.flatMap { $0!.elements })
  }
}

/// A sample that a student cannot take.
public struct SampleProblem: Error, Sendable, Hashable {
  /// Its row among those that were given, from 0.
  public let row: Int
  /// What is wrong with it, and the remedy.
  public let reason: String
}

import Tables

/// A transform of samples' features that no longer changes: what was fitted to training rows, or needed no
/// fitting. It is saved with a student; decoding checks what it reads.
public protocol FittedTransform: Sendable, Hashable, Codable {
  /// How many features go in.
  var inputCount: Int { get }
  /// How many features come out.
  var outputCount: Int { get }

  /// Transforms one sample without allocating.
  ///
  /// - Precondition: `row` holds `inputCount` numbers, `output` has room for `outputCount`, and they do not
  ///   overlap.
  func apply(to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>)
}

extension FittedTransform {
  /// The samples transformed, `[samples, inputCount]` to `[samples, outputCount]`: the bits are those of one
  /// row at a time. Allocates the result.
  public func applied(to features: Matrix) -> Matrix {
    features.mappingRows(from: inputCount, to: outputCount) { apply(to: $0, into: $1) }
  }

  func checkSizes(
    _ row: UnsafeBufferPointer<Double>, _ output: UnsafeMutableBufferPointer<Double>
  ) {
    precondition(row.count == inputCount, "\(row.count) features for \(inputCount)")
    precondition(output.count == outputCount, "room for \(output.count) of \(outputCount) features")
  }
}

extension Matrix {
  /// A new matrix, each of whose rows is made of a row of this one.
  func mappingRows(
    from inputCount: Int, to outputCount: Int,
    _ apply: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) -> Matrix {
    precondition(columnCount == inputCount, "\(columnCount) features for \(inputCount)")
    var result = Matrix(rowCount: rowCount, columnCount: outputCount)
    elements.withUnsafeBufferPointer { input in
      result.elements.withUnsafeMutableBufferPointer { output in
        for row in 0..<rowCount {
          apply(
            .init(rebasing: input[row * inputCount..<(row + 1) * inputCount]),
            .init(rebasing: output[row * outputCount..<(row + 1) * outputCount]))
        }
      }
    }
    return result
  }
}

extension DecodingError {
  /// What was read is no transform; what it should be.
  static func badTransform(_ decoder: any Decoder, _ requirement: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: requirement))
  }
}

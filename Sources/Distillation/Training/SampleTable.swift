import Arithmetic
import Tables

/// Numbers of all samples of a training set, in the precision of the batches: the rows of batches' tables.
final class SampleTable {
  private let arithmetic: Arithmetic
  private let columnCount: Int
  private let rows: Memory

  init(_ matrix: Matrix, _ arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    columnCount = matrix.columnCount
    rows = Memory(matrix.elements, arithmetic.precision)
  }

  /// Takes the rows of these samples into a table.
  func load(_ samples: UnsafeBufferPointer<Int>, into table: BatchTable) {
    table.gather(samples, from: rows, arithmetic)
  }

  /// Room for batches of at most so many samples.
  func makeRoom(capacity: Int) -> TableRoom {
    TableRoom(arithmetic.precision, featureCount: columnCount, capacity: capacity)
  }
}

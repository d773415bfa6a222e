import Arithmetic
import TestSupport
import Testing

@Suite struct BatchTableTests {
  /// Whatever the precisions and strides; places beyond the last sample are zero, or stay.
  @Test func numbersGoFromOnePrecisionToAnother() {
    let rows = [1, 0.5, -2, 3.25, 0, 7]
    for from in Precision.allCases {
      for to in Precision.allCases {
        let source = OwnedTable(rows, featureCount: 2, from)
        let room = OwnedTable(Array(repeating: 9, count: 2 * 40), featureCount: 2, to)
        let target = BatchTable(
          at: room.table.start, to, featureCount: 2, sampleCount: 3, stride: room.table.stride)
        target.copy(source.table)
        #expect(room.rows == rows + Array(repeating: 0, count: 74))
        target.addSamples(of: source.table)
        #expect(room.rows == rows.map { 2 * $0 } + Array(repeating: 0, count: 74))
      }
    }
  }
}

import Arithmetic
import TestSupport
import Testing

@Suite struct BatchTableTests {
  /// Whatever the precisions and strides; places that a vector holds beyond the last sample are zero, others stay.
  @Test func numbersGoFromOnePrecisionToAnother() {
    let rows = [1, 0.5, -2, 3.25, 0, 7]
    for from in Precision.allCases {
      for to in Precision.allCases {
        let source = OwnedTable(rows, featureCount: 2, from)
        let room = OwnedTable(Array(repeating: 9, count: 2 * 40), featureCount: 2, to)
        let target = BatchTable(
          at: room.table.start, to, featureCount: 2, sampleCount: 3, stride: room.table.stride)
        target.copy(source.table)
        let rest = (3..<40).flatMap { Array(repeating: $0 < 16 ? 0.0 : 9, count: 2) }
        #expect(room.rows == rows + rest)
        target.addSamples(of: source.table)
        #expect(room.rows == rows.map { 2 * $0 } + rest)
      }
    }
  }

  /// The samples beside a part, and what lies behind the table, are somebody else's.
  @Test(arguments: Precision.allCases)
  func aPartLeavesItsNeighboursAlone(precision: Precision) {
    let room = OwnedTable(Array(repeating: 1, count: 2 * 48), featureCount: 2, precision)
    let part = room.table[16..<32]
    part.add(part)
    #expect(room.rows == rows(ofPart: 2))
    part.clear()
    #expect(room.rows == rows(ofPart: 0))
  }

  /// `[samples, features]`: ones, but for the samples from 16 to 31.
  private func rows(ofPart value: Double) -> [Double] {
    (0..<48).flatMap { sample -> [Double] in
      Array(repeating: (16..<32).contains(sample) ? value : 1, count: 2)
    }
  }
}

import Tables
import Testing

@testable import Datasets

private func bytes(_ table: DataTable) -> [UInt8] {
  var all: [UInt8] = []
  table.withCanonicalBytes { all += $0 }
  return all
}

private func word(_ number: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

private func text(_ text: String) -> [UInt8] { word(UInt64(text.utf8.count)) + Array(text.utf8) }

@Suite struct CanonicalBytesTests {
  @Test func bytesAreTheDocumentedOnes() throws {
    let table = try DataTable(
      features: Matrix(rowCount: 3, columnCount: 1, elements: [1, -0.0, 0.5]),
      featureNames: ["é"], labels: ["b", nil, "a"], sampleIDs: ["p", "", "rs"])
    var expected = text("qdistill-table/1")
    expected += word(3) + word(1) + word(2) + word(1) + text("é") + text("a") + text("b")
    expected += text("p") + word((1.0).bitPattern) + word(1)
    expected += text("") + word(1 << 63) + word(2)
    expected += text("rs") + word((0.5).bitPattern) + word(0)
    #expect(bytes(table) == expected)
  }

  @Test func tablesThatDifferInAnythingHaveOtherBytes() throws {
    let features = Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3, 4])
    let tables = try [
      DataTable(features: features, labels: ["a", "b"]),
      DataTable(features: features, labels: ["b", "a"]),
      DataTable(features: features, labels: ["a", nil], classes: ["a", "b"]),
      DataTable(features: features, labels: ["a", "b"], classes: ["b", "a"]),
      DataTable(features: features, labels: ["a", "b"], classes: ["a", "b", "c"]),
      DataTable(features: features, featureNames: ["x", "y"], labels: ["a", "b"]),
      DataTable(features: features, featureNames: ["xy", ""], labels: ["a", "b"]),
      DataTable(features: features, labels: ["a", "b"], sampleIDs: ["1", "2"]),
      DataTable(features: features, labels: ["a", "b"], sampleIDs: ["2", "1"]),
      DataTable(features: features.selecting(rows: [1, 0]), labels: ["a", "b"]),
      DataTable(
        features: Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3, 4.0.nextUp]),
        labels: ["a", "b"]),
    ]
    #expect(Set(tables.map(bytes)).count == tables.count)
  }

  @Test func whoLooksMayStop() throws {
    struct Enough: Error {}
    let table = try DataTable(
      features: Matrix(rowCount: 2, columnCount: 1), labels: ["a", "b"])
    var pieces = 0
    #expect(throws: Enough.self) {
      try table.withCanonicalBytes { (_: UnsafeRawBufferPointer) throws(Enough) in
        pieces += 1
        throw Enough()
      }
    }
    #expect(pieces == 1)
  }
}

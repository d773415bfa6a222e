import FileFormats
import Tables
import TestSupport
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

  /// Read row by row, a table has the bytes that it has in memory.
  @Test func filesHaveTheBytesOfTheirTables() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("n,b,kind,a\np,1,v,-0\nq,2.5,,1e300\nr,3,u,4\n", to: "t.csv")
    for (id, columns) in [(TableColumn?.some(.name("n")), ["a", "b"]), (nil, ["b"])] {
      let file = TableFile(
        path, label: .name("kind"), sampleID: id, features: .columns(columns.map { .name($0) }))
      var all: [UInt8] = []
      try file.withCanonicalBytes(rowCount: 3, classes: ["v", "u"]) { all += $0 }
      #expect(all == bytes(try file.read(classes: ["v", "u"])))
      #expect(throws: FileError.self) {
        try file.withCanonicalBytes(rowCount: 4, classes: ["v", "u"]) { _ in }
      }
      #expect(throws: FileError.self) {
        try file.withCanonicalBytes(rowCount: 3, classes: ["v", "w"]) { _ in }
      }
    }
  }

  @Test func arraysHaveTheBytesOfTheirTables() throws {
    let folder = try TemporaryFolder()
    let archive = "\(folder.path)/a.npz"
    try NPZ.write(
      [
        (name: "x", array: NDArray(shape: [3, 2, 1], .reals([1, 2, 3, 4, 5, 6]))),
        (name: "y", array: NDArray(shape: [3], .integers([1, 0, 1]))),
        (name: "n", array: NDArray(shape: [3, 1], .texts(["p", "q", "r"]))),
      ], to: archive)
    for ids in ["n", nil] {
      let files = ArrayFiles(archive: archive, features: "x", labels: "y", ids: ids)
      var all: [UInt8] = []
      try files.withCanonicalBytes(classes: ["u", "v"]) { all += $0 }
      let table = try files.read(featureCount: 2, classes: ["u", "v"]).table
      #expect(all == bytes(table) && table.labels == [1, 0, 1])
      #expect(throws: FileError.self) { try files.withCanonicalBytes(classes: ["u"]) { _ in } }
    }
  }
}

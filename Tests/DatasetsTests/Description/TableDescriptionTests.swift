import FileFormats
import TestSupport
import Testing

@testable import Datasets

@Suite struct TableDescriptionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func describe(
    _ text: String, label: TableColumn? = nil, id: TableColumn? = nil, hasHeader: Bool = true
  ) throws -> TableDescription {
    let path = try folder.write(text, to: "table.csv")
    return try TableFile(
      path, hasHeader: hasHeader, label: label, sampleID: id, features: .columns([])
    ).describe()
  }

  @Test func columnsAreToldByWhatTheyHold() throws {
    let table = try describe(
      "a,word,kind,b,empty,half\n1,u,hot,2,,1\n3,v,cold,2.5,,x\n5,u,hot,4,,y\n",
      label: .name("kind"))
    #expect(table.rowCount == 3 && table.oddCount == 0)
    #expect(table.columns.map(\.role) == [.feature, .other, .label, .feature, .other, .other])
    #expect(table.columns[0].numbers?.mean == 3 && table.columns[0].numbers?.max == 5)
    #expect(
      table.columns[1].texts == TextSummary(count: 3, distinctCount: 2, examples: ["u", "v"]))
    #expect(table.columns[4].missingCount == 3 && table.columns[4].texts == nil)
    #expect(table.columns[5].numbers?.count == 1 && table.columns[5].texts?.count == 2)
    let label = try #require(table.label)
    #expect(label.classes.map(\.name) == ["cold", "hot"])
    #expect(label.classes.map(\.sampleCount) == [1, 2] && label.unlabelledCount == 0)
    #expect(abs(label.classes[1].share - 2 / 3) < 1e-15)
  }

  @Test func oddValuesAreNamedByTheirPlaces() throws {
    let table = try describe(
      "id,x,label\ns0,1,a\ns1,,b\ns1,\"n/a\",\ns3,nan,b\ns4,2,a\n,-inf,a\ns6,3,a\ns7,,a\ns8,,a\n",
      id: .name("id"))
    let (ids, x) = (table.columns[0], table.columns[1])
    #expect(x.role == .feature && x.oddCount == 6 && x.missingCount == 3)
    #expect(x.odd.map(\.kind) == [.missing, .text, .notFinite, .notFinite, .missing, .missing])
    #expect(x.odd.map(\.line) == [3, 4, 5, 7, 9, 10])
    #expect(x.odd.map(\.row) == [2, 3, 4, 6, 8, 9])
    #expect(x.odd.map(\.value) == ["", "n/a", "nan", "-inf", "", ""])
    #expect(ids.odd.map(\.kind) == [.repeated, .missing] && ids.odd.map(\.line) == [4, 7])
    #expect(table.oddCount == 8 && table.label?.unlabelledCount == 1)
  }

  @Test func onlyTheFirstOddValuesAreKept() throws {
    let table = try describe("x,y\n" + String(repeating: ",1\n", count: 50))
    // Nothing at all is no feature; so all of x is left out.
    #expect(table.columns[0].role == .other && table.oddCount == 0)
    let mixed = try describe("x,y\n" + String(repeating: "1,1\n,1\n", count: 50))
    #expect(mixed.oddCount == 50 && mixed.columns[0].odd.map(\.line) == [3, 5, 7])
  }

  @Test func aColumnThatCountsTheRowsIsSeen() throws {
    let table = try describe("i,j,k,m\n0,7,1,0\n1,8,2,2\n2,9,4,4\n")
    #expect(table.columns.map(\.countsRows) == [true, true, false, false])
    #expect(try !describe("i\n1\n").columns[0].countsRows)
  }

  @Test func labelsNeedNotBeNamedIfTheirColumnIsCalledSo() throws {
    #expect(try describe("x,label\n1,a\n2,b\n").label?.classes.map(\.name) == ["a", "b"])
    #expect(try describe("x,kind\n1,a\n2,b\n").label == nil)
    let bare = try describe("1,10\n2,9\n2,9\n", label: .index(-1), hasHeader: false)
    #expect(bare.columns.map(\.name) == [nil, nil] && bare.columns[1].role == .label)
    // Whole numbers are in their own order, not in that of their digits.
    #expect(bare.label?.classes.map(\.name) == ["9", "10"])
  }

  @Test func manyTextsAndManyClassesAreCountedUpToALimit() throws {
    let rows = (0...DataTable.classLimit).map { "\($0),w\($0)\n" }.joined()
    let table = try describe("label,word\n" + rows)
    #expect(table.label?.hasTooManyClasses == true && table.label?.classes.isEmpty == true)
    let texts = try #require(table.columns[1].texts)
    #expect(texts.count == 10_001 && texts.distinctCount == TextSummary.distinctLimit)
    #expect(texts.examples == ["w0", "w1", "w2"])
  }

  /// An array and a table of the same numbers are alike.
  @Test func arraysAreDescribedAsTablesAre() throws {
    let rows = 3000
    let numbers = (0..<rows * 6).map { Double($0 * 37 % 101) / 8 }
    let labels = (0..<rows).map { ["one", "two"][$0 % 3 % 2] }
    let lines = (0..<rows).map { row in
      numbers[row * 6..<row * 6 + 6].map { "\($0)" }.joined(separator: ",") + ",\(labels[row])\n"
    }
    let table = try describe("x0,x1,x2,x3,x4,x5,label\n" + lines.joined())
    let archive = "\(folder.path)/a.npz"
    try NPZ.write(
      [
        (name: "x", array: NDArray(shape: [rows, 2, 3], .reals(numbers))),
        (name: "y", array: NDArray(shape: [rows], .texts(labels))),
      ], to: archive)
    let arrays = try ArrayFiles(archive: archive, features: "x", labels: "y").describe()
    #expect(arrays.columns == Array(table.columns.dropLast()) && arrays.label == table.label)
    #expect(
      arrays.array == ArrayOutline(name: "x", shape: [rows, 2, 3], element: "float64"))
    #expect(
      try NPZ(archive).outline().map(\.element) == ["float64", "text"])
  }

  @Test func oddElementsOfArraysAreNamedByTheirRows() throws {
    let path = "\(folder.path)/x.npy"
    try NPY.write(NDArray(shape: [3, 2], .reals([1, 2, .nan, 3, 4, .infinity])), to: path)
    let table = try ArrayFiles(features: path).describe()
    #expect(table.columns.map { $0.odd.map(\.row) } == [[2], [3]])
    #expect(table.columns.allSatisfy { $0.odd[0].kind == .notFinite && $0.odd[0].line == nil })
    try NPY.write(NDArray(shape: [2], .texts(["a", "b"])), to: path)
    let texts = try ArrayFiles(features: path).describe()
    #expect(texts.columns.map(\.role) == [.other] && texts.columns[0].texts?.count == 2)
  }

  @Test func whatIsNoTableIsAnError() throws {
    #expect(throws: FileError.self) { try describe("") }
    #expect(throws: FileError.self) { try describe("a,b\n") }
    #expect(throws: FileError.self) { try describe("a,b\n1\n") }
    #expect(throws: FileError.self) { try describe("a,b\n1,2\n", label: .name("c")) }
  }
}

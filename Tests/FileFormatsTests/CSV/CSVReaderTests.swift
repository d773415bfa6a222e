import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct CSVReaderTests {
  private let temporary: TemporaryFolder
  private var path: String { "\(temporary.path)/a.csv" }

  init() throws {
    temporary = try TemporaryFolder()
  }

  private func rows(
    _ text: String, separator: CSV.Separator = .comma, hasHeader: Bool = false,
    maximumRowLength: Int = CSVReader.defaultMaximumRowLength
  ) throws -> [[String]] {
    try rows(
      Array(text.utf8), separator: separator, hasHeader: hasHeader,
      maximumRowLength: maximumRowLength)
  }

  private func rows(
    _ bytes: [UInt8], separator: CSV.Separator = .comma, hasHeader: Bool = false,
    maximumRowLength: Int = CSVReader.defaultMaximumRowLength
  ) throws -> [[String]] {
    try temporary.write(Data(bytes), to: "a.csv")
    var reader = try CSVReader(
      path, separator: separator, hasHeader: hasHeader, maximumRowLength: maximumRowLength)
    var rows: [[String]] = reader.header.map { [$0] } ?? []
    while try reader.next() {
      rows.append((0..<reader.row.count).map { reader.row.text(at: $0) })
    }
    return rows
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2\n\n\r\n\n", [["a", "b"], ["1", "2"]]),
    ("\u{feff}a\n", [["a"]]),
    ("", []), ("\n", []), ("\n\n", []),
    (",\n", [["", ""]]),
    ("a,", [["a", ""]]),
    ("\"\"", [[""]]),
    ("\"a,b\",\"c\"\"d\"\"\",\"\"\"\"\n", [["a,b", "c\"d\"", "\""]]),
    ("\"a\nb\r\nc\",\"\"\r\n1,2", [["a\nb\r\nc", ""], ["1", "2"]]),
    ("a\n\n\nb\n\n", [["a"], [""], [""], ["b"]]),
    (" a , b\t\n", [[" a ", " b\t"]]),
    ("é,漢字\n😀,\"ü\"\"\"\n", [["é", "漢字"], ["😀", "ü\""]]),
  ])
  func rowsHaveTheirFields(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
    // The smallest buffer is read and moved after every row.
    #expect(try rows(text, maximumRowLength: 32) == expected)
  }

  @Test func otherSeparatorsLeaveCommasAlone() throws {
    #expect(try rows("a,b;c\n", separator: .semicolon) == [["a,b", "c"]])
    #expect(try rows("a,b\tc;\t\"d\te\"\n", separator: .tab) == [["a,b", "c;", "d\te"]])
  }

  @Test(arguments: [
    ("a,b\n1,2\n3\n", "line 3: 1 field, where the first line has 2"),
    ("a,b\n1,2,3\n", "line 2: 3 fields, where the first line has 2"),
    ("a,b\n\"1\n\n\",2\n,,\n", "line 5: 3 fields, where the first line has 2"),
    ("a,b\n\n1,2\n", "line 2: the line is blank, where there should be 2 fields"),
    ("\n\na\n", "line 1: the line is blank"),
    ("a,b\n1,\"2\n3\n4", "line 2, column 2: a quote is opened and never closed"),
    (
      "a\n\"b\n\n\"x\"",
      "line 4, column 1: text after the quote that closes the field; a quote in it is written twice"
    ),
    ("a\nb\"c\"\n", "line 2, column 1: a quote inside a field that does not begin with one"),
    ("a,b\n1,2\r3,4\n", "line 2, column 2: a carriage return alone; lines end with \\n or \\r\\n"),
    ("a\n1\u{0}\n", "line 2, column 1: a zero byte; is it UTF-16, or no text at all?"),
    ("a\n\"\u{0}\"\n", "line 2, column 1: a zero byte; is it UTF-16, or no text at all?"),
    (
      "a\n" + String(repeating: "1", count: 33),
      "line 2: the row has more than 32 bytes; is a quote not closed?"
    ),
    (
      "a\n\"" + String(repeating: "1\n", count: 333) + "\"",
      "line 2: the row has more than 32 bytes; is a quote not closed?"
    ),
  ])
  func whatIsNoTableIsRefusedWithItsLine(text: String, message: String) {
    let error = #expect(throws: FileError.self) { try rows(text, maximumRowLength: 32) }
    #expect(error?.description == "\(path): \(message)")
    #expect(error?.action == .understand)
  }

  @Test(arguments: [
    ([0x61, 0x0a, 0xff, 0x0a] as [UInt8], "line 2, column 1: it is not UTF-8"),
    ([0x61, 0x2c, 0xc3, 0x2c, 0xa9], "line 1, column 2: it is not UTF-8"),
    ([0x22, 0xed, 0xa0, 0x80, 0x22], "line 1, column 1: it is not UTF-8"),
    ([0xff, 0xfe, 0x61, 0x00], "it is no CSV: it is UTF-16 text; save it as UTF-8"),
    ([0x1f, 0x8b, 0x08, 0x00], "byte 4: it ends too early"),
  ])
  func whatIsNoTextIsRefused(bytes: [UInt8], message: String) {
    let error = #expect(throws: FileError.self) { try rows(bytes) }
    #expect(error?.description == "\(path): \(message)")
  }

  @Test func errorsOfTheCallerNameTheColumn() throws {
    try OutputFile.write("id,petal width\n\"x\ny\",1\n7,?\n", to: path)
    var reader = try CSVReader(path)
    #expect(reader.header == ["id", "petal width"])
    #expect(reader.columnCount == 2)
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.row.line) }
    #expect(lines == [2, 4])
    let number = reader.row.double(at: 1)
    #expect(number == nil)
    #expect(
      reader.error(at: 1, "\"?\" is no number").description
        == "\(path): line 4, column 2 (petal width): \"?\" is no number")
  }

  @Test func aHeaderMustBeThere() throws {
    let error = #expect(throws: FileError.self) { try rows("", hasHeader: true) }
    #expect(error?.description == "\(path): line 1: there is no header: the file is empty")
    #expect(try rows("a,b\n", hasHeader: true) == [["a", "b"]])
  }

  @Test func aMissingFileIsNoBadOne() {
    let error = #expect(throws: FileError.self) { _ = try CSVReader("\(path).none").columnCount }
    #expect(error?.description == "cannot read \(path).none: No such file or directory")
    #expect(error?.action == .read)
    let folder = #expect(throws: FileError.self) { _ = try CSVReader(temporary.path).columnCount }
    #expect(folder?.description == "cannot read \(temporary.path): Is a directory")
  }

  /// Rows of all lengths around the sizes of the buffer, and one longer than the first buffer.
  @Test func rowsMayLieAnywhereInTheBuffer() throws {
    var expected: [[String]] = []
    for length in 0..<300 {
      expected.append([String(repeating: "x", count: length * 7), "a\"\r\n,é\(length)"])
    }
    expected.insert([String(repeating: "long \n", count: 100_000), ""], at: 150)
    let text = expected.map { CSV.line($0) }.joined()
    #expect(try rows(text) == expected)
    #expect(try rows(text, maximumRowLength: 600_005) == expected)
  }

  @Test func aPipeIsReadToItsEnd() throws {
    let pipe = Pipe()
    let writer = Thread {
      for row in 0..<20_000 { pipe.fileHandleForWriting.write(Data("\(row),\(-row)\n".utf8)) }
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    var reader = try CSVReader(
      descriptor: pipe.fileHandleForReading.fileDescriptor, name: "standard input",
      hasHeader: false)
    var sum = 0.0
    while try reader.next() { sum += reader.row.double(at: 0)! - reader.row.double(at: 1)! }
    #expect(sum == 20_000 * 19_999)
  }

  @Test(.tags(.golden)) func gzipFilesAreReadAsWhatIsInThem() throws {
    for golden in try GoldenFiles.load().gzip where !golden.contents.contains(13) {
      let expanded = try rows([UInt8](golden.contents))
      #expect(try rows([UInt8](golden.file)) == expanded, "\(golden.name)")
      #expect(golden.contents.isEmpty || !expanded.isEmpty)
      let message = reason { _ = try rows([UInt8](golden.file.dropLast())) }
      #expect(message.hasSuffix("it ends too early"), "\(message)")
    }
  }
}

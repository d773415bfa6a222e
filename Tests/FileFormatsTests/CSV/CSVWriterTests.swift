import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct CSVWriterTests {
  private let temporary: TemporaryFolder
  private var path: String { "\(temporary.path)/a.csv" }

  init() throws {
    temporary = try TemporaryFolder()
  }

  @Test func rowsComeOutAsTheyWentIn() throws {
    let names = ["plain", "with \"quotes\"", "a,b", "two\nlines", ""]
    var writer = try CSVWriter(path, header: ["na,me", "number", "count"])
    for (index, name) in names.enumerated() {
      writer.append(name)
      writer.append(1 / Double(index + 1))
      writer.append(index)
      try writer.endRow()
    }
    try writer.finish()
    var reader = try CSVReader(path)
    #expect(reader.header == ["na,me", "number", "count"])
    for (index, name) in names.enumerated() {
      #expect(try reader.next())
      let numbers = (1...2).map { reader.row.double(at: $0) }
      #expect(numbers == [1 / Double(index + 1), Double(index)])
      let text = reader.row.text(at: 0)
      #expect(text == name)
    }
    #expect(try !reader.next())
  }

  @Test func aLastEmptyFieldAloneIsARow() throws {
    var writer = try CSVWriter(path, header: ["a"])
    writer.append("")
    try writer.endRow()
    try writer.finish()
    var reader = try CSVReader(path)
    #expect(try reader.next())
    let isEmpty = reader.row.isEmpty(at: 0)
    #expect(isEmpty)
    #expect(try !reader.next())
  }

  @Test func theSeparatorIsQuotedWhereItStands() throws {
    let writer = try CSVWriter(path, header: ["a;b", "c,d"], separator: .semicolon)
    try writer.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "\"a;b\";c,d\n")
  }

  @Test func aTableThatIsNotFinishedLeavesNothing() throws {
    try OutputFile.write("old", to: path)
    do {
      var writer = try CSVWriter(path, header: ["a"])
      for row in 0..<100_000 {
        writer.append(row)
        try writer.endRow()
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).count == 2)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["a.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func aFullDiskIsSaid() throws {
    let error = #expect(throws: FileError.self) {
      let writer = try CSVWriter("/dev/full", header: ["a"])
      try writer.finish()
    }
    #expect(error?.description == "cannot write /dev/full: No space left on device")
  }

  @Test func anOpenFileIsWrittenAndLeftOpen() throws {
    let pipe = Pipe()
    let writer = try CSVWriter(
      OutputFile.Writer(
        descriptor: pipe.fileHandleForWriting.fileDescriptor, name: "standard output"),
      header: ["a", "b"])
    try writer.finish()
    pipe.fileHandleForWriting.write(Data("more".utf8))
    try pipe.fileHandleForWriting.close()
    #expect(try pipe.fileHandleForReading.readToEnd() == Data("a,b\nmore".utf8))
  }
}

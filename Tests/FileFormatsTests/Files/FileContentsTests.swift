import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct FileContentsTests {
  private let temporary: TemporaryFolder
  private var path: String { "\(temporary.path)/a" }

  init() throws {
    temporary = try TemporaryFolder()
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000]) func aFileIsReadWhole(count: Int) throws
  {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try temporary.write(Data(bytes), to: "a")
    #expect(try FileContents(of: path).bytes == bytes)
    #expect(try FileContents(of: path, limit: count).bytes == bytes)
    guard count > 0 else { return }
    let message = reason { _ = try FileContents(of: path, limit: count - 1) }
    #expect(message == "\(path): it has more than \(count - 1) bytes")
  }

  @Test func whatHasNoEndIsReadToTheLimit() {
    let message = reason { _ = try FileContents(of: "/dev/zero", limit: 1 << 20) }
    #expect(message == "/dev/zero: it has more than 1048576 bytes")
  }

  @Test func aMissingFileIsNoBadOne() {
    let error = #expect(throws: FileError.self) { try FileContents(of: path) }
    #expect(error?.description == "cannot read \(path): No such file or directory")
    #expect(error?.action == .read)
    #expect(throws: FileError(.read, "\"\"", reason: "the name is empty")) {
      try FileContents(of: "")
    }
  }

  @Test func whatTheFileSaysStaysInOneLine() {
    let field = FileError(
      badContentsOf: "a.csv", at: .field(line: 2, column: 3, name: "a\nb\u{1b}[31m"), reason: "bad")
    #expect(field.description == "a.csv: line 2, column 3 (a\\nb\\u{1B}[31m): bad")
    let long = FileError(badContentsOf: "a", reason: String(repeating: "x", count: 10_000))
    #expect(long.description.count == 3 + 500 + 3)
  }
}

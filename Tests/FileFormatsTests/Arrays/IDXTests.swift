import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct IDXTests {
  @Test(.tags(.golden)) func arraysOfAllTypesAreRead() throws {
    let temporary = try TemporaryFolder()
    for golden in try GoldenFiles.load().idx {
      // By its first bytes, not by its name.
      let path = try temporary.write(golden.file, to: "images")
      #expect(golden.isSame(try IDX.read(path)), "\(golden.name)")
    }
  }

  @Test(
    arguments: [
      ([0, 0, 8, 1, 0, 0, 0, 3, 1, 2], "byte 8: shape [3] takes 3 bytes, but the file has 2"),
      ([0, 0, 8, 1, 0, 0, 0, 1, 1, 2], "byte 8: shape [1] takes 1 bytes, but the file has 2"),
      ([0, 0, 8, 2, 0, 0, 0, 3], "byte 8: it ends too early"),
      ([0, 0, 8, 0, 1], "byte 3: an array of 0 dimensions"),
      ([0, 0, 8, 200], "byte 3: an array of 200 dimensions"),
      ([0, 0, 10, 1, 0, 0, 0, 1, 1], "byte 2: 10 is no type of numbers"),
      ([0, 0, 14, 3] + Array(repeating: 255, count: 12), "byte 4: an array of shape"),
      ([0x80, 4, 0x95, 0], "it is no IDX file: it is a Python pickle"),
      ([0, 0], "it is no IDX file"),
    ] as [([UInt8], String)])
  func damagedFilesAreRefused(bytes: [UInt8], expected: String) {
    let message = reason { _ = try IDX.decode(FileContents(name: "a", bytes: bytes)) }
    #expect(message.hasPrefix("a: \(expected)"), "\(message)")
  }

  @Test func anArrayWithoutElementsMayHaveAnySize() throws {
    let bytes: [UInt8] = [0, 0, 8, 2, 255, 255, 255, 255, 0, 0, 0, 0]
    #expect(try IDX.decode(FileContents(name: "a", bytes: bytes)).shape == [0xffff_ffff, 0])
  }

  @Test func theLimitHoldsForWhatIsCompressed() throws {
    let golden = try #require(try GoldenFiles.load().idx.first { $0.name == ">f8 gzip" })
    let temporary = try TemporaryFolder()
    let path = try temporary.write(golden.file, to: "a")
    let message = reason { _ = try IDX.read(path, limit: 80) }
    #expect(message == "\(path): it has more than 80 bytes")
    let expanding = reason { _ = try IDX.read(path, limit: golden.file.count) }
    #expect(expanding == "\(path): it expands to more than \(golden.file.count) bytes")
  }
}

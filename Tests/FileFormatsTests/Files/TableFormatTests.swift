import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct TableFormatTests {
  @Test(.tags(.golden)) func filesAreToldByTheirFirstBytes() throws {
    let temporary = try TemporaryFolder()
    let golden = try GoldenFiles.load()
    func format(_ data: Data) throws -> TableFormat {
      try TableFormat(of: temporary.write(data, to: "table"))
    }
    for file in golden.npy + golden.idx { #expect(try format(file.file) == .array, "\(file.name)") }
    for file in golden.npz { #expect(try format(file.file) == .archive) }
    for file in golden.gzip { #expect(try format(file.file) == .csv, "\(file.name)") }
    for text in ["a,b\n1,2\n", "", "\u{1f}\u{8b}"] { #expect(try format(Data(text.utf8)) == .csv) }
  }

  @Test func whatIsNotThereIsAnError() {
    #expect(throws: FileError.self) { try TableFormat(of: "/nowhere/x.csv") }
  }
}

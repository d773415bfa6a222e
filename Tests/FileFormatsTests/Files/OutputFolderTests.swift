import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct OutputFolderTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
  }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func aFolderIsWrittenWithThoseAboveIt() throws {
    let path = "\(folder)/a/b"
    try OutputFolder.write([.init("x", [1, 2]), .init("y", [])], to: path)
    #expect(try names(path) == ["x", "y"] && names("\(folder)/a") == ["b"])
    #expect(FileManager.default.contents(atPath: "\(path)/x") == Data([1, 2]))
  }

  @Test func aFolderIsReplacedWhole() throws {
    let path = "\(folder)/a"
    try OutputFolder.write([.init("x", [1]), .init("y", [1])], to: path)
    try OutputFolder.write([.init("x", [2]), .init("y", [2])], to: path)
    #expect(FileManager.default.contents(atPath: "\(path)/y") == Data([2]))
    #expect(try names(folder) == ["a"])
    // One file is gone: it is not the same folder any more.
    try FileManager.default.removeItem(atPath: "\(path)/x")
    try OutputFolder.write([.init("x", [2]), .init("y", [2])], to: path)
    #expect(try names(path) == ["x", "y"])
  }

  @Test func whatIsNotOursIsNotLost() throws {
    let path = "\(folder)/a"
    try OutputFolder.write([.init("x", [1])], to: path)
    try OutputFile.write("mine", to: "\(path)/notes.txt")
    let error = #expect(throws: FileError.self) {
      try OutputFolder.write([.init("x", [2])], to: path)
    }
    #expect("\(error!)".contains("there is something else in it, notes.txt; move it elsewhere"))
    #expect(FileManager.default.contents(atPath: "\(path)/x") == Data([1]))
    let file = "\(folder)/file"
    try OutputFile.write("mine", to: file)
    #expect(throws: FileError.self) { try OutputFolder.write([.init("x", [2])], to: file) }
    #expect(throws: FileError.self) { try OutputFolder.write([.init("x", [2])], to: "\(file)/a") }
  }

  @Test func aWriteThatFailsLeavesTheOldFolder() throws {
    let path = "\(folder)/a"
    try OutputFolder.write([.init("x", [1])], to: path)
    #expect(throws: FileError.self) {
      try OutputFolder.write([.init("x", [2]), .init("no/such/folder", [2])], to: path)
    }
    #expect(FileManager.default.contents(atPath: "\(path)/x") == Data([1]))
    #expect(try names(folder) == ["a"])
  }

  @Test func whatAKilledProcessLeftIsRemovedAfterAnHour() throws {
    let left = ["a.1.2.part", "mine.part", "a.3.4.part"].map { "\(folder)/\($0)" }
    for path in left { try OutputFile.makeFolder(path) }
    for path in left.prefix(2) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
    }
    try OutputFolder.write([.init("x", [1])], to: "\(folder)/a")
    #expect(try names(folder) == ["a", "a.3.4.part", "mine.part"])
  }

  @Test func whatAKilledProcessLeftInTheFolderIsOurs() throws {
    let path = "\(folder)/a"
    try OutputFolder.write([.init("x", [1])], to: path)
    try OutputFile.write("half", to: "\(path)/x.1.2.part")
    try OutputFolder.write([.init("x", [2])], to: path)
    #expect(try names(path) == ["x"])
    try OutputFile.write("mine", to: "\(path)/thesis.part")
    #expect(throws: FileError.self) { try OutputFolder.write([.init("x", [3])], to: path) }
    #expect(try names(path) == ["thesis.part", "x"])
  }
}

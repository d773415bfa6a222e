import Foundation
import Testing

@testable import FileFormats

@Suite struct OutputFileTests {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "qdistill-tests-\(UUID().uuidString)"
  ).path

  @Test func aFileIsWrittenWholeAndNothingElseIsLeft() throws {
    try OutputFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try OutputFile.write("first, and long", to: "\(folder)/a.txt")
    try OutputFile.write("second", to: "\(folder)/a.txt")
    #expect(try String(contentsOfFile: "\(folder)/a.txt", encoding: .utf8) == "second")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
  }

  @Test func foldersAreMadeWithThoseAboveThem() throws {
    try OutputFile.makeFolder("\(folder)/a/b")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try OutputFile.makeFolder("\(folder)/a/b")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a") == ["b"])
  }

  @Test func whatCannotBeWrittenIsSaidInOneLine() throws {
    try OutputFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try OutputFile.write("", to: "\(folder)/file")
    let cases: [(String, () throws -> Void)] = [
      (
        "cannot write \(folder)/file/sub: \(folder)/file is not a folder",
        { try OutputFile.makeFolder("\(folder)/file/sub") }
      ),
      (
        "cannot write \(folder)/none/a.txt: No such file or directory",
        { try OutputFile.write("x", to: "\(folder)/none/a.txt") }
      ),
      (
        "cannot write \(folder)/none/a.txt: No such file or directory",
        { try OutputFile.checkWritable("\(folder)/none/a.txt") }
      ),
      ("cannot write \(folder): it is a folder", { try OutputFile.checkWritable(folder) }),
      (
        "cannot write /dev/full: No space left on device",
        { try OutputFile.write("x", to: "/dev/full") }
      ),
    ]
    for (message, action) in cases {
      let error = #expect(throws: FileError.self) { try action() }
      #expect(error?.description == message)
    }
  }

  @Test func whatIsNoRegularFileIsWrittenToDirectly() throws {
    try OutputFile.checkWritable("/dev/null")
    try OutputFile.write("x", to: "/dev/null")
  }
}

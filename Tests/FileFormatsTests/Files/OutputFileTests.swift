import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct OutputFileTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
  }

  @Test func aFileIsWrittenWholeAndNothingElseIsLeft() throws {
    try OutputFile.write("first, and long", to: "\(folder)/a.txt")
    try OutputFile.write("second", to: "\(folder)/a.txt")
    #expect(try String(contentsOfFile: "\(folder)/a.txt", encoding: .utf8) == "second")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
  }

  @Test func foldersAreMadeWithThoseAboveThem() throws {
    try OutputFile.makeFolder("\(folder)/a/b")
    try OutputFile.makeFolder("\(folder)/a/b")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a") == ["b"])
  }

  @Test func whatCannotBeWrittenIsSaidInOneLine() throws {
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

  @Test func aFileKeepsItsMode() throws {
    let path = "\(folder)/private"
    try OutputFile.write("first", to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try OutputFile.write("second", to: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
  }

  @Test func aLinkStaysALink() throws {
    try OutputFile.write("first", to: "\(folder)/target")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "target")
    try OutputFile.checkWritable("\(folder)/link")
    try OutputFile.write("second", to: "\(folder)/link")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "target")
    #expect(try String(contentsOfFile: "\(folder)/target", encoding: .utf8) == "second")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
  }

  /// As `/dev/stdout` is one, when standard output is a file.
  @Test func aLinkToAnOpenFileIsWrittenThrough() throws {
    try OutputFile.write("there\n", to: "\(folder)/output")
    let file = try #require(FileHandle(forWritingAtPath: "\(folder)/output"))
    let descriptor = "/proc/self/fd/\(file.fileDescriptor)"
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/a", withDestinationPath: descriptor)
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/b", withDestinationPath: "a")
    for path in ["\(folder)/b", descriptor] { try OutputFile.write("more\n", to: path) }
    #expect(
      try String(contentsOfFile: "\(folder)/output", encoding: .utf8) == "there\nmore\nmore\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/b") == "a")
  }

  @Test func aNameThatIsEmptyIsRefused() {
    #expect(throws: FileError.self) { try OutputFile.write("x", to: "") }
    #expect(throws: FileError.self) { try OutputFile.makeFolder("") }
    #expect(throws: FileError.self) { try OutputFile.checkWritable("") }
  }

  @Test(
    arguments: [
      ("a.json.1.2.part", true), (".probe.17.4294967295.part", true), ("mine.part", false),
      ("a.1.2.part.json", false), ("a.1.x.part", false), ("a.1.part", false), ("1.2.part", false),
      ("a..2.part", false), ("a.1.2.3", false), ("", false),
    ])
  func namesOfHalfWrittenFilesAreKnown(name: String, isTemporary: Bool) {
    #expect(OutputFile.isTemporary(name) == isTemporary)
    #expect(OutputFile.isTemporary(OutputFile.temporaryName(for: name)))
  }

  @Test func onlyOldHalfWrittenFilesAreRemoved() throws {
    for name in ["old.json.1.2.part", "new.json.1.2.part", "old.json", "old.part"] {
      try OutputFile.write("x", to: "\(folder)/\(name)")
      guard name.hasPrefix("old") else { continue }
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: "\(folder)/\(name)")
    }
    OutputFile.removeAbandoned(in: folder)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["new.json.1.2.part", "old.json", "old.part"])
  }

  @Test func whatIsNoRegularFileIsWrittenToDirectly() throws {
    try OutputFile.checkWritable("/dev/null")
    try OutputFile.write("x", to: "/dev/null")
  }

  @Test(
    arguments: [
      (nil, "b\n", "b\n"), ("", "b\n", "b\n"), ("a\n", "b\n", "a\nb\n"), ("a", "b\n", "a\nb\n"),
      ("a\nc", "b", "a\nc\nb"), ("a", "", "a"), (nil, "", ""),
    ] as [(String?, String, String)])
  func aLineThatWasCutShortIsEnded(before: String?, text: String, after: String) throws {
    let path = "\(folder)/run.log"
    if let before { try before.write(toFile: path, atomically: false, encoding: .utf8) }
    try OutputFile.append(text, to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == after)
  }

  /// As `| head` does.
  @Test func aReaderThatHasGoneAwayIsKnown() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    var writer = OutputFile.Writer(
      descriptor: pipe.fileHandleForWriting.fileDescriptor, name: "standard output")
    try writer.write(Array("text".utf8))
    do throws(FileError) {
      try writer.finish()
      Issue.record("nobody reads it")
    } catch {
      #expect(
        error.isClosedOutput && error.description == "cannot write standard output: Broken pipe")
    }
    #expect(!FileError(.write, "x", errno: ENOSPC).isClosedOutput)
    #expect(!FileError(.read, "x", errno: EPIPE).isClosedOutput)
    #expect(!FileError(.write, "x", reason: "Broken pipe").isClosedOutput)
  }

  @Test(
    arguments: [
      ("x", ""), ("x/", ""), ("a/b", "a"), ("a//b//", "a"), ("/x", "/"), ("/", ""), ("", ""),
      ("./x", "."), ("/a/b", "/a"), ("\u{e9}/x", "\u{e9}"),
    ])
  func aFolderIsWhatStandsBeforeTheLastName(path: String, folder: String) {
    #expect(OutputFile.folder(of: path) == folder)
  }
}

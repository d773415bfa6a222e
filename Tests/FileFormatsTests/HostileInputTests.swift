import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import FileFormats

/// Damaged files: whatever comes in, a reader gives an array or says what is wrong.
///
/// `QDISTILL_TEST_EFFORT=full` tries fifty times as many.
@Suite(.tags(.property)) struct HostileInputTests {
  private let golden: GoldenFiles

  init() throws {
    golden = try GoldenFiles.load()
  }

  /// Reads files that are cut, changed in some bytes, or filled with others' bytes.
  private func check(
    _ files: [Data], cases: Int, _ name: String, read: (FileContents) throws -> Void
  ) {
    var stream = RandomStream(seed: 1, name: name)
    let isThorough = ProcessInfo.processInfo.environment["QDISTILL_TEST_EFFORT"] == "full"
    for index in 0..<(isThorough ? 50 * cases : cases) {
      var bytes = [UInt8](files[index % files.count])
      switch stream.next() % 8 {
      case 0: bytes.removeLast(Int(stream.next() % UInt64(bytes.count + 1)))
      case 1: bytes.removeFirst(min(bytes.count, Int(stream.next() % 16)))
      case 2:
        bytes = (0..<stream.next() % 200).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
      case 3:
        let place = Int(stream.next() % UInt64(bytes.count + 1))
        bytes.insert(contentsOf: bytes.prefix(Int(stream.next() % 64)), at: place)
      default: break
      }
      if !bytes.isEmpty {
        for _ in 0..<stream.next() % 4 {
          // Headers, at the beginning or the end, are hit more often than the rest.
          let range = stream.next() % 2 == 0 ? min(bytes.count, 128) : bytes.count
          let place = Int(stream.next() % UInt64(range))
          let isAtEnd = stream.next() % 4 == 0
          let extremes: [UInt8] = [0, 1, 0x7f, 0x80, 0xff]
          let byte =
            stream.next() % 2 == 0
            ? extremes[Int(stream.next() % 5)] : UInt8(truncatingIfNeeded: stream.next())
          bytes[isAtEnd ? bytes.count - 1 - place : place] = byte
        }
      }
      do {
        try read(FileContents(name: name, bytes: bytes))
      } catch {
        #expect(error is FileError, "\(name), case \(index): \(error)")
      }
    }
  }

  @Test func npy() {
    check(golden.npy.map(\.file), cases: 1500, "npy") { _ = try NPY.decode($0) }
  }

  @Test func npz() {
    check(golden.npz.map(\.file), cases: 400, "npz") { contents in
      let npz = try NPZ(contents, limit: 1 << 20)
      for name in npz.names { _ = try npz.array(named: name) }
    }
  }

  @Test func gzip() {
    check(golden.gzip.map(\.file), cases: 800, "gzip") { _ = try GZip.expand($0, limit: 1 << 16) }
  }

  /// Without a checksum at the end, damage goes further.
  @Test func inflate() {
    let files = golden.gzip.map { $0.file.dropFirst(10) }
    check(files, cases: 800, "inflate") {
      _ = try Inflate.expand($0, 0..<$0.bytes.count, limit: 1 << 16)
    }
  }

  @Test func idx() {
    check(golden.idx.map(\.file), cases: 800, "idx") {
      _ = try IDX.decode(GZip.isGZip($0) ? GZip.expand($0, limit: 1 << 16) : $0)
    }
  }

  @Test func safetensors() {
    let files = [golden.safetensors.file, golden.written.safetensors]
    check(files, cases: 800, "safetensors") { _ = try Safetensors($0) }
  }

  @Test func csv() {
    let tables = [
      "a,b,c\n1,2.5e3,\"x\"\"y\"\n-1,nan,\"two\nlines\"\n", "\u{feff}a\r\n1\r\n\r\n2\r\n",
      "é,漢\n\"\",\"\"\n",
    ]
    check(tables.map { Data($0.utf8) }, cases: 800, "csv") { contents in
      let pipe = Pipe()
      try pipe.fileHandleForWriting.write(contentsOf: contents.bytes)
      try pipe.fileHandleForWriting.close()
      var reader = try CSVReader(
        descriptor: pipe.fileHandleForReading.fileDescriptor, name: contents.name,
        maximumRowLength: 48)
      while try reader.next() {
        for column in 0..<reader.row.count {
          _ = (reader.row.double(at: column), reader.row.isEmpty(at: column))
          _ = (reader.row.text(at: column), reader.error(at: column, "bad").description)
        }
      }
    }
  }
}

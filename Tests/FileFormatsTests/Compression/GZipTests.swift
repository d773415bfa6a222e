import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import FileFormats

@Suite struct GZipTests {
  private func contents(_ bytes: [UInt8]) -> FileContents {
    FileContents(name: "a.gz", bytes: bytes)
  }

  @Test(.tags(.golden)) func filesAreExpanded() throws {
    for golden in try GoldenFiles.load().gzip {
      let expanded = try GZip.expand(contents([UInt8](golden.file)))
      #expect(expanded.bytes == [UInt8](golden.contents), "\(golden.name)")
      #expect(expanded.name == "a.gz")
    }
  }

  @Test(.tags(.golden)) func theLimitHolds() throws {
    for golden in try GoldenFiles.load().gzip {
      let (file, count) = (contents([UInt8](golden.file)), golden.contents.count)
      #expect(try GZip.expand(file, limit: count).bytes.count == count)
      guard count > 0 else { continue }
      for limit in [0, 1, count / 2, count - 1] {
        let message = reason { _ = try GZip.expand(file, limit: limit) }
        #expect(message.contains("it expands to more than"), "\(golden.name), \(limit): \(message)")
      }
    }
  }

  @Test(.tags(.golden)) func everyCutIsSeen() throws {
    for golden in try GoldenFiles.load().gzip where golden.name != "two members" {
      for count in 0..<golden.file.count {
        let cut = contents([UInt8](golden.file.prefix(count)))
        #expect(throws: FileError.self, "\(golden.name) \(count)") { try GZip.expand(cut) }
      }
    }
  }

  @Test func damageIsSaid() throws {
    let golden = try #require(try GoldenFiles.load().gzip.first { $0.name == "short" })
    let file = [UInt8](golden.file)
    func changed(_ offset: Int, _ byte: UInt8) -> String {
      var bytes = file
      bytes[offset < 0 ? bytes.count + offset : offset] = byte
      return reason { _ = try GZip.expand(contents(bytes)) }
    }
    #expect(changed(0, 0) == "a.gz: it is no gzip file")
    #expect(changed(2, 7).hasSuffix("byte 2: an unknown method of compression"))
    #expect(changed(3, 0x20).hasSuffix("byte 3: unknown flags"))
    #expect(changed(10, 7).contains("a block of an unknown kind"))
    #expect(changed(-8, 0).contains("the checksum does not fit the contents"))
    #expect(changed(-4, 4).contains("the length does not fit the contents"))
    #expect(try GZip.expand(contents(file + [0, 0, 0])).bytes == Array("abc".utf8))
    let message = reason { _ = try GZip.expand(contents(file + [1, 2])) }
    #expect(message.contains("something else follows after the gzip data"))
  }

  /// The length at a file's end is that of its last member, however many come before.
  @Test(.timeLimit(.minutes(1))) func membersDoNotMakeRoomForTheLast() throws {
    // Without contents: a header, an empty block of the fixed code, checksum and length.
    let empty: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let golden = try #require(try GoldenFiles.load().gzip.first { $0.name == "short" })
    let members = Array(repeatElement(empty, count: 100_000).joined())
    #expect(try GZip.expand(contents(members + golden.file)).bytes == Array("abc".utf8))
    let message = reason { _ = try GZip.expand(contents(members.dropLast() + [0x7f])) }
    #expect(message.contains("the length does not fit the contents"))
  }

  /// A megabyte of zeros for every kilobyte.
  @Test func aBombIsRefusedInTime() throws {
    // One block of the fixed code: a zero, and copies of 258 zeros, whose codes are 00110000, 11000101 and 00000.
    var (bits, bytes) = ([1, 1, 0], [UInt8]())
    bits += [0, 0, 1, 1, 0, 0, 0, 0]
    for _ in 0..<2000 { bits += [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0] }
    bits += Array(repeating: 0, count: 7 + 7)
    for start in stride(from: 0, to: bits.count - 7, by: 8) {
      bytes.append((0..<8).reduce(0) { $0 | UInt8(bits[start + $1]) << UInt8($1) })
    }
    let file = FileContents(name: "bomb", bytes: bytes)
    let all = try Inflate.expand(file, 0..<bytes.count, limit: 1 << 20)
    #expect(all.bytes.count == 1 + 2000 * 258)
    #expect(all.bytes.allSatisfy { $0 == 0 })
    let message = reason { _ = try Inflate.expand(file, 0..<bytes.count, limit: 1 << 16) }
    #expect(message == "bomb: it expands to more than 65536 bytes")
  }

  @Test(
    arguments: [
      ("", 0), ("123456789", 0xcbf4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414f_a339),
    ] as [(String, UInt32)])
  func checksumsAreThoseOfTheSpecification(text: String, checksum: UInt32) {
    #expect(Checksum.crc32(Array(text.utf8)[...]) == checksum)
  }

  /// RFC 3720, appendix B.4.
  @Test(
    arguments: [
      ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
      ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43), (Array(0..<32), 0x46dd_794e),
      ((0..<32).reversed(), 0x113f_db5c), (Array("123456789".utf8), 0xe306_9283),
    ] as [([UInt8], UInt32)])
  func checksumsOfRecordsAreThoseOfTheSpecification(bytes: [UInt8], checksum: UInt32) {
    #expect(Checksum.crc32c(bytes[...]) == checksum)
  }

  @Test(.tags(.reference)) func checksumsAreThoseOfOneByteAfterTheOther() {
    var stream = RandomStream(seed: 1, name: "checksum")
    for count in 0..<100 {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
      func slow(_ polynomial: UInt32) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { rest, byte in
          (0..<8).reduce(rest ^ UInt32(byte)) { rest, _ in
            rest >> 1 ^ (rest & 1 == 1 ? polynomial : 0)
          }
        }
      }
      #expect(Checksum.crc32(bytes[...]) == slow(0xedb8_8320))
      #expect(Checksum.crc32c(bytes[...]) == slow(0x82f6_3b78))
    }
  }
}

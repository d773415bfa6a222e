import Foundation
import TestSupport
import Testing

@testable import FileFormats

/// Archives in the form for more than 4 GiB (zip64), which small ones may have too.
@Suite struct LargeZipTests {
  private let array = NDArray(shape: [2], .reals([1, 2]))

  /// An archive of one array whose numbers stand where large ones do.
  private func file(
    size: UInt64? = nil, start: UInt64 = 0, count: UInt64 = 1, record: UInt64? = nil
  ) throws -> FileContents {
    let temporary = try TemporaryFolder()
    let path = "\(temporary.path)/a.npz"
    try NPZ.write([("a", array)], to: path)
    var bytes = try FileContents(of: path).bytes
    bytes.removeLast(22)
    let directory = bytes.count - 46 - "a.npy".utf8.count
    let length = UInt64(directory - 30 - "a.npy".utf8.count)

    for offset in [20, 24, 42] {
      bytes.replaceSubrange(
        directory + offset..<directory + offset + 4, with: [255, 255, 255, 255])
    }
    // Another field comes first, which nobody knows.
    bytes[directory + 30] = 28 + 5
    bytes += [9, 9, 1, 0, 7]
    for number in [1, 24] as [UInt16] { bytes.append(littleEndian: number) }
    for number in [size ?? length, length, start] { bytes.append(littleEndian: number) }

    let end = bytes.count
    bytes += [0x50, 0x4b, 6, 6]
    bytes.append(littleEndian: UInt64(44))
    bytes += Array(repeating: 0, count: 12)
    for number in [count, count, UInt64(end - directory), UInt64(directory)] {
      bytes.append(littleEndian: number)
    }
    bytes += [0x50, 0x4b, 6, 7, 0, 0, 0, 0]
    bytes.append(littleEndian: record ?? UInt64(end))
    bytes += [1, 0, 0, 0, 0x50, 0x4b, 5, 6, 0, 0, 0, 0]
    bytes += Array(repeating: 255, count: 12) + [0, 0]
    return FileContents(name: "a.npz", bytes: bytes)
  }

  @Test func largeNumbersAreFound() throws {
    let npz = try NPZ(file())
    #expect(npz.names == ["a"])
    #expect(try npz.array(named: "a") == array)
  }

  @Test func numbersThatCannotBeAreRefused() {
    #expect(reason { _ = try NPZ(file(size: .max)) }.contains("directory of the zip"))
    #expect(reason { _ = try NPZ(file(size: 1 << 62)) }.contains("cannot expand"))
    #expect(reason { _ = try NPZ(file(start: .max)) }.contains("directory of the zip"))
    #expect(reason { _ = try NPZ(file(start: 1 << 62)) }.contains("not what the directory says"))
    for count in [0, 2, 1 << 40, .max] as [UInt64] {
      #expect(reason { _ = try NPZ(file(count: count)) }.contains("directory of the zip"))
    }
    for record in [0, 1 << 40, .max] as [UInt64] {
      #expect(reason { _ = try NPZ(file(record: record)) }.contains("directory of the zip"))
    }
  }
}

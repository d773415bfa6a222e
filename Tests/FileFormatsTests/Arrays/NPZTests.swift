import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct NPZTests {
  private func file(_ bytes: [UInt8]) -> FileContents { FileContents(name: "a.npz", bytes: bytes) }

  private func stored() throws -> [UInt8] {
    try [UInt8](#require(try GoldenFiles.load().npz.first { $0.name == "stored" }).file)
  }

  @Test(.tags(.golden)) func arraysAreReadAsNumPyWroteThem() throws {
    for golden in try GoldenFiles.load().npz {
      let npz = try NPZ(file([UInt8](golden.file)))
      #expect(npz.names == golden.arrays.map(\.name))
      for array in golden.arrays {
        #expect(array.isSame(try npz.array(named: array.name)), "\(golden.name) \(array.name)")
      }
    }
  }

  @Test func arraysComeBack() throws {
    let temporary = try TemporaryFolder()
    let arrays: [(name: String, array: NDArray)] = [
      ("features", NDArray(shape: [2, 2], .reals([1, -0.0, .infinity, 1e-300]))),
      ("é", NDArray(shape: [1], .integers([.min]))), ("empty", NDArray(shape: [0, 3], .reals([]))),
      ("names", NDArray(shape: [2], .texts(["a", "漢"]))),
    ]
    let path = "\(temporary.path)/a.npz"
    try NPZ.write(arrays, to: path)
    let npz = try NPZ(path)
    #expect(npz.names == arrays.map(\.name))
    for (name, array) in arrays { #expect(try npz.array(named: name) == array) }
    let first = try Data(contentsOf: URL(filePath: path))
    try NPZ.write(arrays, to: path)
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
    try NPZ.write([], to: path)
    #expect(try NPZ(path).names == [])
  }

  @Test func aNameThatIsNotThereIsSaidWithThoseThatAre() throws {
    let npz = try NPZ(file(stored()))
    let message = reason { _ = try npz.array(named: "label") }
    #expect(message == "a.npz: it has no array 'label'; it has 'features', 'labels', 'names'")
  }

  /// What is said when the bytes after the first place (or the last) of a signature are changed.
  private func changed(
    _ signature: [UInt8], last: Bool = false, at offset: Int, _ bytes: [UInt8],
    reading name: String,
    limit: Int = FileContents.defaultLimit
  ) throws -> String {
    var file = try stored()
    let places = (0..<file.count - 4).filter { file[$0...].starts(with: signature) }
    let place = try #require(last ? places.last : places.first) + offset
    file.replaceSubrange(place..<place + bytes.count, with: bytes)
    return reason { _ = try NPZ(self.file(file), limit: limit).array(named: name) }
  }

  private let local: [UInt8] = [0x50, 0x4b, 3, 4]
  private let central: [UInt8] = [0x50, 0x4b, 1, 2]
  private let trailer: [UInt8] = [0x50, 0x4b, 5, 6]

  @Test func whatCannotBeTrustedIsRefused() throws {
    let name = "features"
    #expect(
      try changed(central, at: 8, [1], reading: name)
        == "a.npz: the entry 'features.npy' is encrypted")
    #expect(
      try changed(central, at: 10, [14], reading: name).contains("not what the directory says"))
    #expect(
      try changed(central, at: 16, [1, 2], reading: name).contains("do not fit their checksum"))
    #expect(
      try changed(local, at: 30, [0x46], reading: name).contains("not what the directory says"))
    // An uncompressed size that stored data cannot have, a start inside another entry.
    #expect(
      try changed(central, at: 24, [255, 255, 255, 127], reading: name).contains("cannot expand"))
    #expect(
      try changed(central, last: true, at: 42, [0, 0, 0, 0], reading: name)
        .contains("not what the directory says"))
    #expect(
      try changed(central, last: true, at: 42, [255, 255, 255, 127], reading: name)
        .contains("not what the directory says"))
    #expect(try changed(trailer, at: 16, [1, 0], reading: name).contains("directory of the zip"))
    #expect(try changed(trailer, at: 10, [9, 9], reading: name).contains("one part of several"))
    #expect(try changed(trailer, at: 4, [1, 0], reading: name).contains("one part of several"))
    let message = try changed(local, at: 0, local, reading: name, limit: 400)
    #expect(message == "a.npz: its entries expand to more than 400 bytes")
  }

  /// Two names for the same data: small files would expand without end.
  @Test func overlappingEntriesAreRefused() throws {
    let temporary = try TemporaryFolder()
    let path = "\(temporary.path)/a.npz"
    let array = NDArray(shape: [1], .reals([1]))
    try NPZ.write([("a", array), ("b", array)], to: path)
    var bytes = try FileContents(of: path).bytes
    let places = (0..<bytes.count - 4).filter { bytes[$0...].starts(with: central) }
    let second = places[1]
    bytes[second + 46] = UInt8(ascii: "a")
    let twice = reason { _ = try NPZ(file(bytes)) }
    #expect(twice.contains("not what the directory says"), "\(twice)")
    // The first entry's data take in the whole second entry.
    bytes[second + 46] = UInt8(ascii: "b")
    for offset in [20, 24] { bytes[places[0] + offset] = 200 }
    let overlap = reason { _ = try NPZ(file(bytes)) }
    #expect(overlap == "a.npz: the entries 'a.npy' and 'b.npy' overlap")
  }

  @Test func otherFilesAreNamed() {
    for (bytes, expected) in [
      ([0x1f, 0x8b, 8, 0], "it is no zip archive: it is a gzip file"),
      ([0x50, 0x4b, 3, 4], "it is no zip archive, or the end of one is missing"),
      ([], "it is no zip"),
    ] as [([UInt8], String)] {
      let message = reason { _ = try NPZ(file(bytes)) }
      #expect(message.hasPrefix("a.npz: \(expected)"), "\(message)")
    }
  }

  @Test func anArrayInAnArchiveIsNamedWithIt() throws {
    let temporary = try TemporaryFolder()
    let path = "\(temporary.path)/a.npz"
    try NPZ.write([("a", NDArray(shape: [1], .bytes([1])))], to: path)
    var bytes = try FileContents(of: path).bytes
    // The array's magic bytes, and the checksum with them.
    let start = 30 + "a.npy".utf8.count
    bytes[start] = 0x92
    let array = bytes[start..<bytes.count - 46 - 5 - 22]
    let place = try #require((0..<bytes.count - 4).first { bytes[$0...].starts(with: central) })
    var checksum: [UInt8] = []
    checksum.append(littleEndian: Checksum.crc32(array))
    bytes.replaceSubrange(place + 16..<place + 20, with: checksum)
    let message = reason { _ = try NPZ(file(bytes)).array(named: "a") }
    #expect(message == "a.npz: a.npy: it is no .npy file")
  }
}

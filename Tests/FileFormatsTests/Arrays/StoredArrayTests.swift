import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct StoredArrayTests {
  private let temporary: TemporaryFolder
  private var path: String { "\(temporary.path)/array" }

  init() throws {
    temporary = try TemporaryFolder()
  }

  /// All elements, some at a time.
  private func pieces(_ array: borrowing StoredArray, count: Int) throws -> [NDArray] {
    try stride(from: 0, to: array.count, by: count).map { start in
      try array.elements(in: start..<min(start + count, array.count))
    }
  }

  private func joined(_ pieces: [NDArray], shape: [Int]) -> NDArray? {
    let elements: NDArray.Elements
    switch pieces.first?.elements {
    case .reals: elements = .reals(pieces.flatMap { $0.doubles! })
    case .integers: elements = .integers(pieces.flatMap { $0.integers! })
    case .bytes: elements = .bytes(pieces.flatMap { $0.integers!.map { UInt8($0) } })
    case .texts: elements = .texts(pieces.flatMap { $0.texts! })
    case nil: return nil
    }
    return NDArray(shape: shape, elements)
  }

  /// Files of NumPy's and of others, in both orders, compressed and not: piece by piece as at once.
  @Test(.tags(.golden)) func elementsAreReadPieceByPiece() throws {
    let golden = try GoldenFiles.load()
    for file in golden.npy + golden.idx {
      try temporary.write(file.file, to: "array")
      let array = try StoredArray(path)
      #expect(array.shape == file.shape && array.name == path)
      #expect(file.isSame(try array.array()), "\(file.name)")
      guard let pieced = joined(try pieces(array, count: 3), shape: array.shape) else { continue }
      #expect(file.isSame(pieced), "\(file.name)")
    }
    for archive in golden.npz {
      for file in archive.arrays {
        let contents = FileContents(name: archive.name, bytes: [UInt8](archive.file))
        let array = try NPZ(contents).storedArray(named: file.name)
        #expect(file.isSame(try array.array()), "\(file.name)")
        #expect(array.name.hasPrefix("\(archive.name): \(file.name)"))
      }
    }
  }

  @Test func whatIsBadIsSaidWithItsPlaceInTheFile() throws {
    var bytes = NPY.encode(NDArray(shape: [40], .integers(Array(repeating: 1, count: 40))))
    bytes =
      Array(String(decoding: bytes[10..<128], as: UTF8.self).replacing("<i8", with: "<u8").utf8)
      .reduce(into: Array(bytes[..<10])) { $0.append($1) } + bytes[128...]
    bytes[128 + 30 * 8 + 7] = 0xff
    try temporary.write(Data(bytes), to: "array")
    let array = try StoredArray(path)
    #expect(try array.elements(in: 20..<30).count == 10)
    let message = reason { _ = try array.elements(in: 25..<35) }
    #expect(message.hasPrefix("\(path): byte \(128 + 240): 18374686479671623681 is larger"))
    #expect(reason { _ = try NPY.read(path) } == message)
  }

  @Test func aFileThatBecomesShorterIsNoCrash() throws {
    try NPY.write(NDArray(shape: [100], .reals(Array(repeating: 1, count: 100))), to: path)
    let array = try StoredArray(path)
    let file = try FileHandle(forUpdating: URL(filePath: path))
    try file.truncate(atOffset: 200)
    let error = #expect(throws: FileError.self) { try array.elements(in: 0..<100) }
    #expect(error?.reason == "it has become shorter")
  }

  @Test(
    arguments: [
      ([0x50, 0x4b, 3, 4], "it is no .npy file: it is a zip archive (.npz?)"),
      ([0x61, 0x2c, 0x62], "it is no .npy file"),
      ([0, 0, 8, 1, 0, 0, 0, 3, 1], "byte 8: shape [3]"),
    ] as [([UInt8], String)])
  func otherFilesAreNamed(bytes: [UInt8], expected: String) throws {
    try temporary.write(Data(bytes), to: "array")
    let message = reason { _ = try StoredArray(path).count }
    #expect(message.hasPrefix("\(path): \(expected)"), "\(message)")
  }
}

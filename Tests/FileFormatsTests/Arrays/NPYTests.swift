import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct NPYTests {
  @Test(.tags(.golden)) func arraysAreReadAsNumPyWroteThem() throws {
    for golden in try GoldenFiles.load().npy {
      let array = try NPY.decode(golden.contents)
      #expect(golden.isSame(array), "\(golden.name): \(array)")
    }
  }

  @Test(.tags(.golden)) func whatHoldsNoNumbersIsRefusedWithTheReason() throws {
    for golden in try GoldenFiles.load().rejectedNPY {
      let message = reason {
        _ = try NPY.decode(FileContents(name: golden.name, bytes: [UInt8](golden.file)))
      }
      #expect(
        message.contains(golden.reason) && message.hasPrefix("\(golden.name): "), "\(message)")
    }
  }

  @Test(.tags(.golden)) func arraysAreWrittenAsNumPyWritesThem() throws {
    let golden = try GoldenFiles.load()
    let reals = try NPY.decode(FileContents(name: "a", bytes: [UInt8](golden.written.npy)))
    #expect(NPY.encode(reals) == [UInt8](golden.written.npy))
    let texts = NDArray(shape: [4], .texts(["a", "b", "c", "d"]))
    #expect(NPY.encode(texts) == [UInt8](golden.written.npyLabels))
  }

  @Test(arguments: [
    NDArray(shape: [], .reals([.pi])), NDArray(shape: [0], .reals([])),
    NDArray(shape: [2, 1, 2], .reals([-0.0, .infinity, .leastNonzeroMagnitude, 1e300])),
    NDArray(shape: [2], .integers([.min, .max])), NDArray(shape: [1, 3], .bytes([0, 128, 255])),
    NDArray(shape: [3], .texts(["", "é", "漢字 😀"])),
  ])
  func arraysComeBack(array: NDArray) throws {
    let temporary = try TemporaryFolder()
    try NPY.write(array, to: "\(temporary.path)/a.npy")
    #expect(try NPY.read("\(temporary.path)/a.npy") == array)
  }

  @Test func singlePrecisionRounds() throws {
    let array = NDArray(shape: [1], .reals([1 / 3]))
    let bytes = NPY.encode(array, reals: .single)
    #expect(bytes.count == 128 + 4)
    #expect(
      try NPY.decode(FileContents(name: "a", bytes: bytes)).doubles == [Double(Float(1.0 / 3))])
  }

  /// A file with this header and this many bytes after it.
  private func file(_ header: String, _ byteCount: Int) -> FileContents {
    var bytes: [UInt8] = NPY.magic + [1, 0]
    bytes.append(littleEndian: UInt16(header.utf8.count))
    return FileContents(
      name: "a.npy", bytes: bytes + Array(header.utf8) + Array(repeating: 0, count: byteCount))
  }

  @Test(arguments: [
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 16, "shape [3] takes 24 bytes"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 32, "the file has 32 after"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", 0, "expected a size"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (3), }", 24, "expected a comma"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': [3], }", 24, "expected '('"),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 3), }", 0,
      "larger than any memory"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,), }", 0,
      "larger than any memory"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (92233720368547758070,), }", 0,
      "expected a size"
    ),
    (
      "{'descr': '<U9223372036854775807', 'fortran_order': False, 'shape': (1,), }", 0,
      "larger than any memory"
    ),
    ("{'descr': '<U0', 'fortran_order': False, 'shape': (99999999,), }", 0, "without characters"),
    ("{'descr': '<f3', 'fortran_order': False, 'shape': (1,), }", 3, "of an unknown type"),
    ("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), }", 8, "expected True or False"),
    ("{'descr': '<f8', 'shape': (1,), }", 8, "the header lacks one of"),
    ("{'descr': '<f8', 'descr': '<f8', }", 8, "'descr' does not belong into the header"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } x", 8, "the header's end"),
    ("{'descr': ('<f8', (2,)), 'fortran_order': False, 'shape': (1,), }", 16, "structured array"),
    ("", 8, "expected '{'"),
  ])
  func damagedHeadersAreRefused(header: String, byteCount: Int, expected: String) {
    let message = reason { _ = try NPY.decode(file(header, byteCount)) }
    #expect(message.contains(expected), "\(message)")
  }

  @Test func longIntegersOfPython2AreRead() throws {
    let header = "{'shape': (2L, 1L), 'fortran_order': False, 'descr': \"<f8\"}\n"
    #expect(try NPY.decode(file(header, 16)).shape == [2, 1])
  }

  @Test(
    arguments: [
      ([0x80, 0x04, 0x95, 0, 0], "it is no .npy file: it is a Python pickle"),
      ([0x50, 0x4b, 3, 4], "it is no .npy file: it is a zip archive (.npz?)"),
      ([], "it is no .npy file"),
      ([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "byte 6: it ends too early"),
      (
        [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 4, 0], "byte 6: version 4.0 of the format is not known"
      ),
      (
        [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0, 0, 0, 255],
        "byte 8: a header of 4278190080 bytes"
      ),
    ] as [([UInt8], String)])
  func otherFilesAreNamed(bytes: [UInt8], expected: String) {
    let message = reason { _ = try NPY.decode(FileContents(name: "a.npy", bytes: bytes)) }
    #expect(message.hasPrefix("a.npy: \(expected)"), "\(message)")
  }

  @Test func textsThatAreNoUnicodeAreRefused() {
    var contents = file("{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }", 0).bytes
    contents += [0, 0xd8, 0, 0]
    let message = reason { _ = try NPY.decode(FileContents(name: "a.npy", bytes: contents)) }
    #expect(message.hasSuffix("the text is no Unicode"), "\(message)")
  }
}

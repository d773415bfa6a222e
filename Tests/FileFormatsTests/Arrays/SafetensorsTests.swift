import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct SafetensorsTests {
  @Test(.tags(.golden)) func arraysAreReadAsTheReferenceWroteThem() throws {
    let golden = try GoldenFiles.load().safetensors
    let file = try Safetensors(FileContents(name: "a", bytes: [UInt8](golden.file)))
    #expect(file.metadata == golden.metadata)
    #expect(Set(file.arrays.keys) == Set(golden.arrays.map(\.name)))
    for array in golden.arrays {
      #expect(array.isSame(try #require(file.arrays[array.name])), "\(array.name)")
    }
  }

  @Test(.tags(.golden)) func arraysAreWrittenAsTheReferenceWritesThem() throws {
    let golden = [UInt8](try GoldenFiles.load().written.safetensors)
    let file = try Safetensors(FileContents(name: "a", bytes: golden))
    #expect(file.encode() == golden)
  }

  @Test func everyBitOfADoubleComesBack() throws {
    let temporary = try TemporaryFolder()
    let path = "\(temporary.path)/a.safetensors"
    let bits: [UInt64] = [0, 1 << 63, 1, 0x7ff0_0000_0000_0001, 0x7ff8_dead_beef_0000, .max]
    let arrays = [
      "a": NDArray(shape: [2, 3], .reals(bits.map { Double(bitPattern: $0) })),
      "b \"\\\n\u{1}é": NDArray(shape: [2], .integers([.min, .max])),
      "c": NDArray(shape: [3], .bytes([0, 1, 255])), "d": NDArray(shape: [0], .reals([])),
      "e": NDArray(shape: [], .reals([0.5])),
    ]
    let file = Safetensors(arrays: arrays, metadata: ["key": "\u{7f}\t\"", "": ""])
    try file.write(to: path)
    let read = try Safetensors(path)
    #expect(read.metadata == file.metadata)
    guard case .reals(let numbers) = read.arrays["a"]?.elements else {
      Issue.record("no real numbers")
      return
    }
    #expect(numbers.map(\.bitPattern) == bits)
    for name in arrays.keys where name != "a" { #expect(read.arrays[name] == arrays[name]) }
    #expect(try FileContents(of: path).bytes == file.encode())
    let single = try Safetensors(FileContents(name: "a", bytes: file.encode(reals: .single)))
    #expect(single.arrays["e"] == arrays["e"])
  }

  /// A file with this header and this many bytes after it.
  private func file(_ header: String, _ byteCount: Int) -> FileContents {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64(header.utf8.count))
    return FileContents(
      name: "a", bytes: bytes + Array(header.utf8) + Array(repeating: 0x40, count: byteCount))
  }

  @Test func brainFloatsAreRead() throws {
    let file = try Safetensors(
      file(#"{"x":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}   "#, 2))
    #expect(file.arrays["x"] == NDArray(shape: [1], .reals([3])))
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 9, "the arrays take 8 bytes"),
    (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 7, "the arrays take 8 bytes"),
    (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"#, 16, "'a' follows a hole"),
    (
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#,
      3, "'b' overlaps another"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]},"b":{"dtype":"U8","shape":[1],"data_offsets":[5,6]}}"#,
      3, "'b' overlaps another"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}"#,
      3, "the arrays take 9223372036854775807 bytes, but the file has 3"
    ),
    (#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}"#, 8, "shape [2] does not fit"),
    (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}"#, 8, "does not fit the offsets"),
    (
      #"{"a":{"dtype":"F64","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0,
      "does not fit the offsets"
    ),
    (
      #"{"a":{"dtype":"F64","shape":[9223372036854775807],"data_offsets":[0,8]}}"#, 8,
      "does not fit the offsets"
    ),
    (
      #"{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"#, 1,
      "an unknown type ('F8_E4M3')"
    ),
    (#"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#, 1, "expected a whole number"),
    (#"{"a":{"dtype":"U8","shape":[01],"data_offsets":[0,1]}}"#, 1, "expected a whole number"),
    (#"{"a":{"dtype":"U8","shape":[1]}}"#, 1, "'a' lacks its dtype, shape or data_offsets"),
    (#"{"a":{"dtype":"U8","dtype":"U8"}}"#, 1, "'dtype' does not belong to 'a', or not twice"),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}"#, 1, "more than 2 numbers"),
    (
      #"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
      0, "'a' is there twice"
    ),
    (#"{"__metadata__":{"a":"b","a":"c"}}"#, 0, "'a' is there twice"),
    (#"{"__metadata__":{"a":1}}"#, 0, "expected '\"'"),
    (#"{} x"#, 0, "expected the end"), (#"{"a"#, 0, "expected the end of a text"),
    (#"{"\ud800x":1}"#, 0, "the second half of a character"),
    (#"{"\x":1}"#, 0, "expected an escape"),
    (#"[]"#, 0, "it is no safetensors file"), (#""#, 0, "it is no safetensors file"),
  ])
  func damagedFilesAreRefused(header: String, byteCount: Int, expected: String) {
    let message = reason { _ = try Safetensors(file(header, byteCount)) }
    #expect(message.contains(expected), "\(message)")
  }

  @Test func escapesAreRead() throws {
    let file = try Safetensors(
      file(#"{"__metadata__":{"\u00e9\ud83d\uDE00":"\"\\\/\b\f\n\r\t"}}"#, 0))
    #expect(file.metadata == ["é😀": "\"\\/\u{8}\u{c}\n\r\t"])
  }

  @Test func aHeaderThatIsTooLongIsRefused() {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64.max)
    let message = reason { _ = try Safetensors(FileContents(name: "a", bytes: bytes + [0x7b])) }
    #expect(message == "a: it is no safetensors file")
  }
}

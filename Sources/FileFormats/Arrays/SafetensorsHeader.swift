/// What a safetensors file says of its arrays.
struct SafetensorsHeader {
  /// One array.
  struct Entry {
    let name: String
    let type: ElementType
    let shape: [Int]
    /// How many elements it has.
    let count: Int
    /// Where its bytes are after the header.
    let offsets: Range<Int>
  }

  static let types: [String: ElementType] = [
    "BOOL": .bool, "U8": .uint8, "I8": .int8, "I16": .int16, "U16": .uint16, "I32": .int32,
    "U32": .uint32, "I64": .int64, "U64": .uint64, "F16": .float16, "BF16": .bfloat16,
    "F32": .float32, "F64": .float64,
  ]
  static let metadataKey = "__metadata__"

  private(set) var metadata: [String: String] = [:]
  /// The arrays, in the order of their bytes.
  private(set) var entries: [Entry] = []
  /// Where the header ends.
  let end: Int

  init(_ contents: FileContents) throws(FileError) {
    var cursor = ByteCursor(contents)
    guard contents.bytes.count >= 8,
      let length = Int(exactly: try cursor.littleEndian(UInt64.self)),
      length <= cursor.remaining, contents.bytes.dropFirst(8).first == UInt8(ascii: "{")
    else {
      let kind = FileKind(contents.bytes).map { ": it is \($0.rawValue)" } ?? ""
      throw contents.error("it is no safetensors file\(kind)")
    }
    guard length <= Safetensors.maximumHeaderLength else {
      throw contents.error("a header of \(length) bytes")
    }
    end = 8 + length
    var json = JSONCursor(contents, from: 8, to: end)
    var names: Set<String> = []
    try json.object { (json, name) throws(FileError) in
      guard names.insert(name).inserted else { throw json.error("'\(name)' is there twice") }
      if name == Self.metadataKey {
        try json.object { (json, key) throws(FileError) in
          guard metadata.updateValue(try json.text(), forKey: key) == nil else {
            throw json.error("'\(key)' is there twice")
          }
        }
      } else {
        entries.append(try Self.entry(name, &json))
      }
    }
    try json.end()
    try checkOffsets(contents)
  }

  /// The description of one array: exactly a type, a shape and offsets.
  private static func entry(
    _ name: String, _ json: inout JSONCursor
  ) throws(FileError) -> Entry {
    var type: ElementType?
    var (shape, offsets): ([Int]?, [Int]?) = (nil, nil)
    try json.object { (json, key) throws(FileError) in
      switch key {
      case "dtype" where type == nil:
        let text = try json.text()
        guard let known = types[text] else {
          throw json.error("'\(name)' has elements of an unknown type ('\(text)')")
        }
        type = known
      case "shape" where shape == nil:
        shape = try json.integers(maximumCount: NDArray.maximumDimensionCount)
      case "data_offsets" where offsets == nil:
        offsets = try json.integers(maximumCount: 2)
      default: throw json.error("'\(key)' does not belong to '\(name)', or not twice")
      }
    }
    guard let type, let shape, let offsets else {
      throw json.error("'\(name)' lacks its dtype, shape or data_offsets")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1], let count = NDArray.count(of: shape),
      count <= Int.max / type.size, count * type.size == offsets[1] - offsets[0]
    else {
      throw json.error("'\(name)': shape \(shape) does not fit the offsets \(offsets)")
    }
    return Entry(
      name: name, type: type, shape: shape, count: count, offsets: offsets[0]..<offsets[1])
  }

  /// Every byte after the header must belong to one array.
  private mutating func checkOffsets(_ contents: FileContents) throws(FileError) {
    entries.sort {
      ($0.offsets.lowerBound, $0.offsets.upperBound) < (
        $1.offsets.lowerBound, $1.offsets.upperBound
      )
    }
    let available = contents.bytes.count - end
    var position = 0
    for entry in entries {
      guard entry.offsets.lowerBound == position else {
        let what = entry.offsets.lowerBound < position ? "overlaps another" : "follows a hole"
        // The one before may say that it ends far beyond the file.
        throw contents.error(
          at: end + min(position, available), "the array '\(entry.name)' \(what)")
      }
      position = entry.offsets.upperBound
    }
    guard position == available else {
      throw contents.error(
        at: end, "the arrays take \(position) bytes, but the file has \(available) after its header"
      )
    }
  }
}

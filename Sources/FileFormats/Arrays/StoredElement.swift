/// What an element of an array is, and how it is stored.
enum StoredElement: Sendable {
  case number(ElementType)
  /// Bytes of text, filled up with zeros.
  case bytes(Int)
  /// Unicode scalars of four bytes each, filled up with zeros.
  case scalars(Int)

  /// How many bytes an element takes; `nil` if an Int does not hold it.
  var size: Int? {
    switch self {
    case .number(let type): return type.size
    case .bytes(let count): return count
    case .scalars(let count):
      let (size, isTooLarge) = count.multipliedReportingOverflow(by: 4)
      return isTooLarge ? nil : size
    }
  }

  /// Reads elements that lie one after the other.
  ///
  /// - Precondition: the bytes are there.
  /// - Throws: `FileError` for a whole number beyond Int64, and for a text that is none.
  func decode(
    _ contents: FileContents, from start: Int, count: Int, isBigEndian: Bool
  ) throws(FileError) -> NDArray.Elements {
    switch self {
    case .number(let type):
      try type.decode(contents, from: start, count: count, isBigEndian: isBigEndian)
    case .bytes(let size):
      .texts(try texts(contents, from: start, count: count, size: size) { Array($0) })
    case .scalars(let length):
      .texts(
        try texts(contents, from: start, count: count, size: 4 * length) {
          Self.utf8(scalars: $0, isBigEndian: isBigEndian)
        })
    }
  }

  /// Texts of `size` bytes each.
  private func texts(
    _ contents: FileContents, from start: Int, count: Int, size: Int,
    utf8: (ArraySlice<UInt8>) -> [UInt8]?
  ) throws(FileError) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(count)
    for offset in stride(from: start, to: start + count * size, by: size) {
      let bytes = utf8(contents.bytes[offset..<offset + size])
      // Texts are filled up with zeros.
      let text = bytes.flatMap { bytes in
        String(validating: bytes.prefix((bytes.lastIndex { $0 != 0 } ?? -1) + 1), as: UTF8.self)
      }
      guard let text else { throw contents.error(at: offset, "the text is no Unicode") }
      texts.append(text)
    }
    return texts
  }

  /// A text of four bytes for each scalar, in UTF-8; `nil` if one is no scalar.
  private static func utf8(scalars bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8]? {
    var utf8: [UInt8] = []
    for offset in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
      let stored = bytes[offset..<offset + 4]
      let value = (isBigEndian ? Array(stored) : stored.reversed()).reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
      guard let scalar = Unicode.Scalar(value) else { return nil }
      utf8.append(contentsOf: UTF8.encode(scalar)!)
    }
    return utf8
  }
}

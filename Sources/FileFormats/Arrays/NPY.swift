/// NumPy's file of one array (`.npy`), versions 1 to 3.
///
/// Read are truth values, whole numbers of 1 to 8 bytes, floating-point numbers of 2, 4 and 8 bytes, and texts
/// of fixed width, in either byte order and either order of elements. Python objects are refused: reading them
/// would mean to run what the file says.
///
/// Source: NumPy Enhancement Proposal 1; `numpy.lib.format`.
public enum NPY {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// No header that NumPy writes for a plain array comes near.
  private static let maximumHeaderLength = 1 << 16

  /// Reads a file; `-` is standard input.
  ///
  /// - Throws: `FileError` if it cannot be read, is larger than `limit` bytes, or holds no such array.
  public static func read(
    _ path: String, limit: Int = FileContents.defaultLimit
  ) throws(FileError) -> NDArray {
    try decode(FileContents(of: path, limit: limit))
  }

  /// The array in a file's bytes.
  ///
  /// - Throws: `FileError` if they hold none.
  public static func decode(_ contents: FileContents) throws(FileError) -> NDArray {
    let bytes = contents.bytes
    guard bytes.starts(with: magic) else {
      guard let kind = FileKind(bytes) else { throw contents.error("it is no .npy file") }
      throw contents.error("it is no .npy file: it is \(kind.rawValue)")
    }
    var cursor = ByteCursor(contents, from: magic.count)
    let version = (try cursor.littleEndian(UInt8.self), try cursor.littleEndian(UInt8.self))
    guard (1...3).contains(version.0) && version.1 == 0 else {
      throw contents.error(at: 6, "version \(version.0).\(version.1) of the format is not known")
    }
    let length =
      version.0 == 1
      ? Int(try cursor.littleEndian(UInt16.self)) : Int(try cursor.littleEndian(UInt32.self))
    guard length <= maximumHeaderLength else {
      throw contents.error(at: 8, "a header of \(length) bytes")
    }
    guard length <= cursor.remaining else {
      throw contents.error(at: bytes.count, "it ends in the middle of the header")
    }
    let start = cursor.position + length
    var parser = NPYHeaderParser(contents, from: cursor.position, to: start)
    return try array(contents, parser.header(), from: start)
  }

  private static func array(
    _ contents: FileContents, _ header: NPYHeader, from start: Int
  ) throws(FileError) -> NDArray {
    let count = NDArray.count(of: header.shape)
    let size = header.element.size
    let (needed, isTooLarge) = (count ?? .max).multipliedReportingOverflow(by: size ?? .max)
    guard let count, let size, !isTooLarge else {
      throw contents.error("an array of shape \(header.shape) is larger than any memory")
    }
    let available = contents.bytes.count - start
    guard needed == available else {
      throw contents.error(
        at: start,
        "shape \(header.shape) takes \(needed) bytes, but the file has \(available) after its header"
      )
    }
    let elements: NDArray.Elements =
      switch header.element {
      case .number(let type):
        try type.decode(contents, from: start, count: count, isBigEndian: header.isBigEndian)
      case .bytes:
        .texts(try texts(contents, from: start, count: count, size: size) { Array($0) })
      case .scalars:
        .texts(
          try texts(contents, from: start, count: count, size: size) {
            utf8(scalars: $0, isBigEndian: header.isBigEndian)
          })
      }
    return NDArray(
      shape: header.shape,
      header.isFortranOrder ? elements.rowMajor(shape: header.shape) : elements)
  }

  /// Texts of `size` bytes each.
  private static func texts(
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

/// The format of MNIST and its relatives: one array of numbers, highest byte first, often as `.gz`.
///
/// Source: LeCun, Cortes and Burges, *The MNIST database of handwritten digits*.
public enum IDX {
  private static let types: [UInt8: ElementType] = [
    0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
  ]

  /// Reads a file, or what is in a gzip file, whatever their names; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the file's path, or `-`.
  ///   - limit: the most bytes that the file may have, and may expand to.
  /// - Throws: `FileError` if it cannot be read, is larger, or holds no such array.
  public static func read(
    _ path: String, limit: Int = FileContents.defaultLimit
  ) throws(FileError) -> NDArray {
    let contents = try FileContents(of: path, limit: limit)
    return try decode(
      GZip.isGZip(contents) ? GZip.expand(contents, limit: limit) : contents)
  }

  /// The array in a file's bytes, which are not compressed.
  ///
  /// - Throws: `FileError` if they hold none.
  public static func decode(_ contents: FileContents) throws(FileError) -> NDArray {
    try layout(contents, byteCount: contents.bytes.count).array(in: contents)
  }

  /// Where the array lies in a file of `byteCount` bytes, of which the header is there.
  ///
  /// - Throws: `FileError` if there is none.
  static func layout(_ contents: FileContents, byteCount: Int) throws(FileError) -> ArrayLayout {
    let bytes = contents.bytes
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      guard let kind = FileKind(bytes), kind != .idx else {
        throw contents.error("it is no IDX file")
      }
      throw contents.error("it is no IDX file: it is \(kind.rawValue)")
    }
    guard let type = types[bytes[2]] else {
      throw contents.error(at: 2, "\(bytes[2]) is no type of numbers")
    }
    let dimensionCount = Int(bytes[3])
    guard (1...NDArray.maximumDimensionCount).contains(dimensionCount) else {
      throw contents.error(at: 3, "an array of \(dimensionCount) dimensions")
    }
    var cursor = ByteCursor(contents, from: 4)
    var shape: [Int] = []
    for _ in 0..<dimensionCount { shape.append(Int(try cursor.bigEndian(UInt32.self))) }
    return try ArrayLayout(
      shape: shape, .number(type), isBigEndian: true, from: cursor.position, in: contents,
      byteCount: byteCount, shapePlace: 4)
  }
}

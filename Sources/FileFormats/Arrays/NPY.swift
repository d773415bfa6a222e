/// NumPy's file of one array (`.npy`), versions 1 to 3.
///
/// Read are truth values, whole numbers of 1 to 8 bytes, floating-point numbers of 2, 4 and 8 bytes, and texts
/// of fixed width, in either byte order and either order of elements. Python objects are refused: reading them
/// would mean to run what the file says.
///
/// Source: NumPy Enhancement Proposal 1; `numpy.lib.format`.
public enum NPY {
  static let magic = FileKind.npyMagic
  /// No header that NumPy writes for a plain array comes near.
  private static let maximumHeaderLength = 1 << 16
  /// Elements begin here at the latest.
  static let maximumStart = magic.count + 6 + maximumHeaderLength

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
    try layout(contents, byteCount: contents.bytes.count).array(in: contents)
  }

  /// Where the array lies in a file of `byteCount` bytes, of which the first ``maximumStart`` or all are there.
  ///
  /// - Throws: `FileError` if there is none.
  static func layout(_ contents: FileContents, byteCount: Int) throws(FileError) -> ArrayLayout {
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
    let header = try parser.header()
    return try ArrayLayout(
      shape: header.shape, header.element, isBigEndian: header.isBigEndian,
      isFortranOrder: header.isFortranOrder, from: start, in: contents, byteCount: byteCount)
  }
}

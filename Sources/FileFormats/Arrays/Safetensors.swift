/// Hugging Face's file of named arrays (`.safetensors`): a header in JSON, and the elements, lowest byte first.
///
/// The elements of all arrays lie one after the other without holes. Real numbers in double precision come
/// back with the same bits.
///
/// Source: the safetensors format, as its reference implementation reads it.
public struct Safetensors: Sendable, Hashable {
  /// Texts about the whole file.
  public var metadata: [String: String]
  /// The arrays by their names.
  public var arrays: [String: NDArray]

  /// The longest header that is read, as in the reference implementation: 100 MB.
  public static let maximumHeaderLength = 100_000_000

  /// A file of these arrays.
  public init(arrays: [String: NDArray], metadata: [String: String] = [:]) {
    self.arrays = arrays
    self.metadata = metadata
  }

  /// Reads a file; `-` is standard input.
  ///
  /// - Throws: `FileError` if it cannot be read, is larger than `limit` bytes, or is not in this format.
  public init(
    _ path: String, limit: Int = FileContents.defaultLimit
  ) throws(FileError) {
    try self.init(FileContents(of: path, limit: limit))
  }

  /// Reads the arrays in a file's bytes.
  ///
  /// - Throws: `FileError`
  public init(_ contents: FileContents) throws(FileError) {
    let header = try SafetensorsHeader(contents)
    metadata = header.metadata
    arrays = [:]
    for entry in header.entries {
      arrays[entry.name] = NDArray(
        shape: entry.shape,
        try entry.type.decode(
          contents, from: header.end + entry.offsets.lowerBound, count: entry.count,
          isBigEndian: false))
    }
  }
}

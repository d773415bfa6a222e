/// What a file of samples is, by its first bytes; those in it, if it is a gzip file.
public enum TableFormat: String, Sendable, Hashable, Codable {
  /// Comma-separated values: whatever is nothing else.
  case csv
  /// One array: NumPy's `.npy`, or IDX (MNIST).
  case array
  /// Several arrays with names: NumPy's `.npz`.
  case archive

  /// The format of a file. Pipes and standard input, which are read only once, hold comma-separated values.
  ///
  /// - Throws: `FileError` if it cannot be read.
  public init(of path: String) throws(FileError) {
    // Whoever writes into a pipe must not see it opened and closed again.
    if FileContents.isReadOnce(path) {
      self = .csv
      return
    }
    let file = try InputFile(path)
    guard let size = file.size else {
      self = .csv
      return
    }
    // Twice as many as a block that is not compressed, of which all or nothing comes out.
    let limit = 1 << 17
    let contents = FileContents(name: path, bytes: try file.bytes(in: 0..<min(size, limit)))
    let beginning =
      GZip.isGZip(contents) ? GZip.beginning(of: contents, limit: limit) : contents.bytes
    self =
      switch FileKind(beginning) {
      case .npy, .idx: .array
      case .zip: .archive
      default: .csv
      }
  }
}

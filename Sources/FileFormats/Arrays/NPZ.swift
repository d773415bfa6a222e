/// NumPy's file of several named arrays (`.npz`): a zip archive of `.npy` files.
///
/// Opening reads the archive's directory; arrays are expanded when they are asked for.
public struct NPZ: Sendable {
  private let archive: ZipArchive

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the file's path, or `-`.
  ///   - limit: the most bytes that the file may have, and that its arrays may expand to.
  /// - Throws: `FileError` if it cannot be read, is no zip archive, or is larger or claims to be.
  public init(_ path: String, limit: Int = FileContents.defaultLimit) throws(FileError) {
    try self.init(FileContents(of: path, limit: limit), limit: limit)
  }

  /// Opens a file whose bytes are there.
  ///
  /// - Parameters:
  ///   - contents: the archive, and what errors call it.
  ///   - limit: the most bytes that its arrays may expand to.
  /// - Throws: `FileError`
  public init(
    _ contents: FileContents, limit: Int = FileContents.defaultLimit
  ) throws(FileError) {
    archive = try ZipArchive(contents, limit: limit)
  }

  private static let ending = ".npy"

  /// The names of the arrays, in the order of the file.
  public var names: [String] {
    archive.entries.map(\.name).filter { $0.hasSuffix(Self.ending) }
      .map { String($0.dropLast(Self.ending.count)) }
  }

  /// Reads one array.
  ///
  /// - Throws: `FileError` if there is none of this name, or it is damaged or no array of numbers or texts.
  public func array(named name: String) throws(FileError) -> NDArray {
    try NPY.decode(contents(of: name))
  }

  /// Opens one array: it is expanded, and its elements are read when they are asked for.
  ///
  /// - Throws: `FileError` if there is none of this name, or it is damaged or no array of numbers or texts.
  public func storedArray(named name: String) throws(FileError) -> StoredArray {
    try StoredArray(contents(of: name))
  }

  private func contents(of name: String) throws(FileError) -> FileContents {
    guard let entry = archive.entries.first(where: { $0.name == name + Self.ending }) else {
      let names = names.map { "'\($0)'" }.joined(separator: ", ")
      throw archive.contents.error(
        "it has no array '\(name)'" + (names.isEmpty ? "" : "; it has \(names)"))
    }
    return try archive.expand(entry)
  }
}

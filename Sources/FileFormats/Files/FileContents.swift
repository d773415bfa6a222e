/// The bytes of a file, and what the file is called in messages.
public struct FileContents: Sendable, Hashable {
  /// What the file is called: its path, or the path of an archive and a name in it.
  public let name: String
  /// All its bytes.
  public let bytes: [UInt8]

  /// How many bytes a file may have where nobody says otherwise: 16 GiB.
  public static let defaultLimit = 1 << 34

  /// Bytes that are already there.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Reads a whole file; `-` is standard input.
  ///
  /// - Throws: `FileError` if it cannot be read, or has more than `limit` bytes.
  public init(of path: String, limit: Int = defaultLimit) throws(FileError) {
    precondition(limit >= 0 && limit < Int.max, "a limit of \(limit) bytes")
    let file = try InputFile(path)
    name = file.name
    let size = file.size ?? 0
    var bytes: [UInt8] = []
    var count = 0
    // One byte more than there should be shows the file's end, or that the limit is exceeded.
    var capacity = min(max(size + 1, 1 << 16), limit + 1)
    while size <= limit {
      bytes.append(contentsOf: repeatElement(0, count: capacity - bytes.count))
      count = try file.fill(&bytes, from: count)
      if count < bytes.count || count > limit { break }
      capacity = capacity > limit / 2 ? limit + 1 : 2 * capacity
    }
    guard size <= limit && count <= limit else {
      throw FileError(badContentsOf: name, reason: "it has more than \(limit) bytes")
    }
    bytes.removeLast(bytes.count - count)
    self.bytes = bytes
  }

  /// What is bad here, at a byte.
  func error(at offset: Int? = nil, _ reason: String) -> FileError {
    FileError(badContentsOf: name, at: offset.map { .byte($0) }, reason: reason)
  }
}

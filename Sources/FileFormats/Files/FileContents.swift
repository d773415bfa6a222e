import Foundation

/// The bytes of a file, and what the file is called in messages.
public struct FileContents: Sendable, Hashable {
  /// What the file is called: its path, or the path of an archive and a name in it.
  public let name: String
  /// All its bytes, or those that were read of them.
  public let bytes: [UInt8]
  /// Where in the file the bytes begin.
  let origin: Int

  /// How many bytes a file may have where nobody says otherwise: 16 GiB.
  public static let defaultLimit = 1 << 34

  /// Whether what is there is gone when it was read: standard input (`-`), and pipes.
  public static func isReadOnce(_ path: String) -> Bool {
    var status = stat()
    return path == "-" || stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  /// Bytes that are already there.
  public init(name: String, bytes: [UInt8]) {
    self.init(name: name, bytes: bytes, origin: 0)
  }

  /// Bytes from the middle of a file.
  init(name: String, bytes: [UInt8], origin: Int) {
    self.name = name
    self.bytes = bytes
    self.origin = origin
  }

  /// Reads a whole file; `-` is standard input.
  ///
  /// - Throws: `FileError` if it cannot be read, or has more than `limit` bytes.
  public init(of path: String, limit: Int = defaultLimit) throws(FileError) {
    try self.init(of: InputFile(path), limit: limit)
  }

  /// Reads what is left of an open file, whose first bytes may have been read.
  init(
    of file: borrowing InputFile, after beginning: [UInt8] = [], limit: Int = defaultLimit
  ) throws(FileError) {
    precondition(limit >= 0 && limit < Int.max, "a limit of \(limit) bytes")
    let size = file.size ?? 0
    var bytes = beginning
    var count = bytes.count
    // One byte more than there should be shows the file's end, or that the limit is exceeded.
    var capacity = min(max(size + 1, 2 * count, 1 << 16), limit + 1)
    while size <= limit && count < capacity {
      bytes.append(contentsOf: repeatElement(0, count: capacity - bytes.count))
      count = try file.fill(&bytes, from: count)
      if count < bytes.count || count > limit { break }
      capacity = capacity > limit / 2 ? limit + 1 : 2 * capacity
    }
    guard size <= limit && count <= limit else {
      throw FileError(badContentsOf: file.name, reason: "it has more than \(limit) bytes")
    }
    bytes.removeLast(bytes.count - count)
    self.init(name: file.name, bytes: bytes)
  }

  /// What is bad here, at a byte.
  func error(at offset: Int? = nil, _ reason: String) -> FileError {
    FileError(badContentsOf: name, at: offset.map { .byte(origin + $0) }, reason: reason)
  }
}

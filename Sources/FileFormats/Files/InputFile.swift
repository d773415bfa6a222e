import Foundation

/// A file, or standard input, that is read once from its beginning to its end; a file on a disk also anywhere.
struct InputFile: ~Copyable, Sendable {
  /// What it is called in messages.
  let name: String
  private let descriptor: Int32
  private let isOurs: Bool

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws(FileError) {
    if path == "-" {
      self.init(descriptor: 0, name: "standard input")
      return
    }
    guard !path.isEmpty else { throw FileError(.read, "\"\"", reason: "the name is empty") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(.read, path)
    }
    self.init(descriptor: descriptor, name: path, isOurs: true)
  }

  /// A file that somebody else has opened, and will close.
  init(descriptor: Int32, name: String) {
    self.init(descriptor: descriptor, name: name, isOurs: false)
  }

  private init(descriptor: Int32, name: String, isOurs: Bool) {
    self.name = name
    self.descriptor = descriptor
    self.isOurs = isOurs
  }

  deinit {
    if isOurs { close(descriptor) }
  }

  /// How many bytes a regular file has; `nil` for pipes and the like.
  var size: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Fills `bytes` from `start` on, up to its end or that of the file.
  ///
  /// - Returns: where the bytes that were read end: before the end of `bytes` only at the end of the file.
  func fill(_ bytes: inout [UInt8], from start: Int) throws(FileError) -> Int {
    var (end, failure) = (start, Int32(0))
    bytes.withUnsafeMutableBytes { bytes in
      while end < bytes.count {
        let count = Foundation.read(descriptor, bytes.baseAddress! + end, bytes.count - end)
        if count > 0 { end += count }
        if count == 0 { return }
        if count < 0 && errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw FileError(.read, name, errno: failure) }
    return end
  }

  /// The bytes of a part, wherever the file was read before.
  ///
  /// - Precondition: the file has a ``size``.
  func bytes(in part: Range<Int>) throws(FileError) -> [UInt8] {
    var failure = Int32(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: part.count) { bytes, count in
      while count < part.count {
        let target = bytes.baseAddress! + count
        let read = pread(descriptor, target, part.count - count, off_t(part.lowerBound + count))
        if read > 0 { count += read }
        if read == 0 { return }
        if read < 0 && errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw FileError(.read, name, errno: failure) }
    guard bytes.count == part.count else {
      throw FileError(.read, name, reason: "it has become shorter")
    }
    return bytes
  }
}

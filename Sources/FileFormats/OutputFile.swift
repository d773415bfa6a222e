import Foundation

/// Writing files that are whole or not there at all.
public enum OutputFile {
  /// Writes a file under a temporary name, waits until it is on the disk, and gives it its name: whoever
  /// looks finds the old contents or the new, never a part. What is not a regular file, such as
  /// `/dev/stdout` or a pipe, is written to directly.
  ///
  /// - Throws: `FileError`
  public static func write(_ contents: Data, to path: String) throws(FileError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists && status.st_mode & S_IFMT != S_IFREG {
      try write(contents, to: path, flags: O_WRONLY, sync: false, reportedPath: path)
      return
    }
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).part"
    do throws(FileError) {
      try write(
        contents, to: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, sync: true, reportedPath: path)
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let reason = systemReason()
      unlink(temporary)
      throw FileError(.write, path, reason: reason)
    }
  }

  /// Writes text, as UTF-8, as ``write(_:to:)-(Data,_)`` does.
  ///
  /// - Throws: `FileError`
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Data(text.utf8), to: path)
  }

  /// Makes a folder, with those above it, and makes sure that files can be written in it.
  ///
  /// - Throws: `FileError`
  public static func makeFolder(_ path: String) throws(FileError) {
    try makeFolders(path, for: path)
    try probe(folder: path, for: path)
  }

  private static func makeFolders(_ folder: String, for path: String) throws(FileError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw FileError(.write, path, reason: "\(folder) is not a folder")
      }
      return
    }
    let parent = (folder as NSString).deletingLastPathComponent
    if !parent.isEmpty && parent != folder { try makeFolders(parent, for: path) }
    // Another process may have made it in the meantime.
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw FileError(.write, path, reason: systemReason())
    }
  }

  /// Makes sure, before hours of work, that a file can be written here later.
  ///
  /// - Throws: `FileError`
  public static func checkWritable(_ path: String) throws(FileError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw FileError(.write, path, reason: "it is a folder")
      }
      guard access(path, W_OK) == 0 else { throw FileError(.write, path, reason: systemReason()) }
      if status.st_mode & S_IFMT != S_IFREG { return }
    }
    let folder = (path as NSString).deletingLastPathComponent
    try probe(folder: folder.isEmpty ? "." : folder, for: path)
  }

  /// Not even root may write everywhere (a read-only disk, a full one): so a file is made, and removed.
  private static func probe(folder: String, for path: String) throws(FileError) {
    let name = "\(folder)/.\(getpid()).\(UInt32.random(in: 0 ... .max)).part"
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, path, reason: systemReason()) }
    close(descriptor)
    unlink(name)
  }

  private static func write(
    _ contents: Data, to path: String, flags: Int32, sync: Bool, reportedPath: String
  ) throws(FileError) {
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, reportedPath, reason: systemReason()) }
    var failure = writeAll(contents, to: descriptor)
    if failure == nil && sync && fsync(descriptor) != 0 { failure = errno }
    // Some file systems report a full disk only here.
    if close(descriptor) != 0 && failure == nil { failure = errno }
    if let failure { throw FileError(.write, reportedPath, reason: systemReason(failure)) }
  }

  /// Writes all bytes to an open file.
  ///
  /// - Returns: the system's error number if that failed, or `nil`.
  public static func writeAll(_ contents: Data, to descriptor: Int32) -> Int32? {
    contents.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }

  /// What the system says of an error.
  public static func systemReason(_ number: Int32 = errno) -> String {
    String(cString: strerror(number))
  }
}

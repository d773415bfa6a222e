import Foundation

/// Writing files that are whole or not there at all.
public enum OutputFile {
  /// Writes a file under a temporary name, waits until it is on the disk, and gives it its name: whoever
  /// looks finds the old contents or the new, never a part.
  ///
  /// A symbolic link stays one: the file it leads to is written. What is no regular file, such as a pipe,
  /// and what stands for an open file, such as `/dev/stdout`, is written to directly.
  ///
  /// - Parameters:
  ///   - contents: all that the file is to hold.
  ///   - path: where it is to be; a file that is there is replaced.
  ///   - waitsForDisk: whether the file is whole even after a power failure; that takes a few milliseconds.
  /// - Throws: `FileError`
  public static func write(
    _ contents: Data, to path: String, waitsForDisk: Bool = true
  ) throws(FileError) {
    var writer = try Writer(path)
    try writer.write(contents)
    try writer.finish(waitsForDisk: waitsForDisk)
  }

  /// What a path leads to, as far as writing there goes.
  enum Kind {
    case regular, missing, folder, stream
    case link(target: String)
  }

  static func kind(of path: String) -> Kind {
    var status = stat()
    // A link that leads nowhere is missing: writing replaces it.
    guard stat(path, &status) == 0 else { return .missing }
    if status.st_mode & S_IFMT == S_IFDIR { return .folder }
    let chain = linkChain(from: path)
    let isDescriptor = chain.contains { $0.hasPrefix("/proc/") || $0.hasPrefix("/dev/fd/") }
    if status.st_mode & S_IFMT != S_IFREG || isDescriptor { return .stream }
    return chain.count == 1 ? .regular : .link(target: chain.last!)
  }

  /// The path, and where it leads from one symbolic link to the next.
  private static func linkChain(from path: String) -> [String] {
    var chain = [path]
    // More links than this the system does not follow either.
    while chain.count < 40,
      let next = try? FileManager.default.destinationOfSymbolicLink(atPath: chain.last!)
    {
      let folder = folder(of: chain.last!)
      chain.append(next.hasPrefix("/") || folder.isEmpty ? next : "\(folder)/\(next)")
    }
    return chain
  }

  /// A name beside `path` that nobody else uses.
  static func temporaryName(for path: String) -> String {
    "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).\(temporaryEnding)"
  }

  /// How the names of files end that are not whole yet.
  private static let temporaryEnding = "part"

  /// Whether a file of this name is one of ours that is not whole yet: it is being written, or whoever wrote it was killed.
  public static func isTemporary(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 4 && parts.last! == temporaryEnding
      && parts.dropLast().suffix(2).allSatisfy { number in
        !number.isEmpty && number.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      }
  }

  /// Removes what killed processes left half-written in a folder: temporary files older than an hour.
  public static func removeAbandoned(in folder: String) {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files where isTemporary(file) {
      let path = "\(folder)/\(file)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let modified = attributes?[.modificationDate] as? Date else { continue }
      if modified.timeIntervalSinceNow < -3600 { unlink(path) }
    }
  }

  /// Writes text, as UTF-8, as ``write(_:to:waitsForDisk:)`` does.
  ///
  /// - Throws: `FileError`
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Data(text.utf8), to: path)
  }

  /// Makes a folder, with those above it, and makes sure that files can be written in it.
  ///
  /// - Throws: `FileError`
  public static func makeFolder(_ path: String) throws(FileError) {
    guard !path.isEmpty else { throw FileError(.write, "\"\"", reason: "the name is empty") }
    try makeFolders(path, for: path)
    try probe(folder: path, for: path)
  }

  /// The folder that a path leads into: empty for the working folder, `/` for the topmost one. (Foundation's answer for names
  /// of one letter is a crash, in Swift 6.3.)
  static func folder(of path: String) -> String {
    let name = path.reversed().drop { $0 == "/" }.drop { $0 != "/" }
    let folder = String(name.drop { $0 == "/" }.reversed())
    return folder.isEmpty && !name.isEmpty ? "/" : folder
  }

  private static func makeFolders(_ folder: String, for path: String) throws(FileError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw FileError(.write, path, reason: "\(folder) is not a folder")
      }
      return
    }
    let parent = self.folder(of: folder)
    if !parent.isEmpty && parent != folder { try makeFolders(parent, for: path) }
    // Another process may have made it in the meantime.
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw FileError(.write, path)
    }
  }

  /// Makes sure, before hours of work, that a file can be written here later.
  ///
  /// - Throws: `FileError`
  public static func checkWritable(_ path: String) throws(FileError) {
    guard !path.isEmpty else { throw FileError(.write, "\"\"", reason: "the name is empty") }
    var target = path
    switch kind(of: path) {
    case .folder: throw FileError(.write, path, reason: "it is a folder")
    case .stream:
      guard access(path, W_OK) == 0 else { throw FileError(.write, path) }
      return
    case .link(let resolved): target = resolved
    case .regular, .missing: break
    }
    if access(target, F_OK) == 0 && access(target, W_OK) != 0 {
      throw FileError(.write, path)
    }
    let folder = folder(of: target)
    try probe(folder: folder.isEmpty ? "." : folder, for: path)
  }

  /// Not even root may write everywhere (a read-only disk, a full one): so a file is made, and removed.
  private static func probe(folder: String, for path: String) throws(FileError) {
    let name = temporaryName(for: "\(folder)/.probe")
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, path) }
    close(descriptor)
    unlink(name)
  }

  /// Writes all bytes to an open file.
  ///
  /// - Returns: the system's error number if that failed, or `nil`.
  public static func writeAll(_ contents: Data, to descriptor: Int32) -> Int32? {
    contents.withUnsafeBytes { writeAll($0, to: descriptor) }
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
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

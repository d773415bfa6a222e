import Foundation

/// Writing folders of files that are whole or not there at all.
public enum OutputFolder {
  /// A file of a folder.
  public struct File: Sendable, Hashable {
    /// What it is called, without a path.
    public let name: String
    /// All its bytes.
    public let bytes: [UInt8]

    /// A file of these bytes.
    public init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// Writes a folder under a temporary name beside it, waits until its files are on the disk, and gives it its
  /// name: whoever looks finds the old folder, the new one or, for a moment, none; never a part, or a mixture.
  ///
  /// A folder of that name is replaced if it holds files of these names only; if it holds the same bytes, it stays
  /// as it is. Folders above it are made.
  ///
  /// - Throws: `FileError`
  public static func write(_ files: [File], to path: String) throws(FileError) {
    guard !path.isEmpty else { throw FileError(.write, "\"\"", reason: "the name is empty") }
    if try holds(files, path) { return }
    let parent = OutputFile.folder(of: path)
    if !parent.isEmpty { try OutputFile.makeFolder(parent) }
    removeAbandoned(in: parent.isEmpty ? "." : parent)
    let new = OutputFile.temporaryName(for: path)
    guard mkdir(new, 0o755) == 0 else {
      throw FileError(.write, path)
    }
    do throws(FileError) {
      for file in files { try OutputFile.write(Data(file.bytes), to: "\(new)/\(file.name)") }
      try rename(new, to: path)
    } catch {
      try? FileManager.default.removeItem(atPath: new)
      throw FileError(.write, path, reason: error.reason)
    }
  }

  /// Whether the folder holds exactly these files.
  ///
  /// - Throws: `FileError` if it holds others, which must not be lost.
  private static func holds(_ files: [File], _ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError(.write, path, reason: "it is a file, not a folder")
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let known = Set(files.map(\.name))
    // Files that a killed process left half-written were ours.
    if let other = names.sorted().first(where: {
      !known.contains($0) && !OutputFile.isTemporary($0)
    }) {
      throw FileError(
        .write, path, reason: "there is something else in it, \(other); move it elsewhere")
    }
    return names.count == files.count
      && files.allSatisfy {
        FileManager.default.contents(atPath: "\(path)/\($0.name)") == Data($0.bytes)
      }
  }

  /// Gives a folder its name. One that has the name already is moved out of the way, and removed.
  private static func rename(_ new: String, to path: String) throws(FileError) {
    // Another process may do the same at the same time.
    for _ in 0..<10 {
      if Foundation.rename(new, path) == 0 { return }
      guard errno == ENOTEMPTY || errno == EEXIST else { break }
      let old = OutputFile.temporaryName(for: path)
      guard Foundation.rename(path, old) == 0 || errno == ENOENT else { break }
      try? FileManager.default.removeItem(atPath: old)
    }
    throw FileError(.write, path)
  }

  /// Removes folders that killed processes left half-written: temporary ones older than an hour.
  private static func removeAbandoned(in parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where OutputFile.isTemporary(name) {
      let path = "\(parent)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        let attributes = try? FileManager.default.attributesOfItem(atPath: path),
        let modified = attributes[.modificationDate] as? Date,
        modified.timeIntervalSinceNow < -3600
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

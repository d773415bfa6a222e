import Foundation

extension OutputFile {
  /// A file that is written piece by piece, in little memory, and has its name only when it is whole.
  ///
  /// What is written goes to a temporary name beside the file. ``finish(waitsForDisk:)`` waits until it is on the disk and
  /// gives it its name; a writer that ends without that leaves nothing behind. What is no regular file is
  /// written to directly, as ``OutputFile/write(_:to:waitsForDisk:)`` does.
  public struct Writer: ~Copyable, Sendable {
    /// How many bytes are collected before they are written.
    private static let bufferSize = 1 << 18

    private let name: String
    private let descriptor: Int32
    /// Where a regular file gets its name; `nil` for what is written to directly.
    private let temporary: Temporary?
    private let closesDescriptor: Bool
    private var buffer: [UInt8] = []
    private var isOpen = true

    private struct Temporary {
      let path: String
      let target: String
      /// The mode of the file that is replaced.
      let mode: mode_t?
    }

    /// Begins a file.
    ///
    /// - Throws: `FileError`
    public init(_ path: String) throws(FileError) {
      guard !path.isEmpty else { throw FileError(.write, "\"\"", reason: "the name is empty") }
      switch OutputFile.kind(of: path) {
      case .folder: throw FileError(.write, path, reason: "it is a folder")
      case .regular, .missing: try self.init(replacing: path, name: path)
      case .link(let target): try self.init(replacing: target, name: path)
      case .stream:
        // What is already there, when standard output is a file, is not overwritten.
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
          throw FileError(.write, path)
        }
        self.init(name: path, descriptor: descriptor, temporary: nil, closesDescriptor: true)
      }
    }

    /// Writes to what somebody else has opened, and will close, such as standard output.
    ///
    /// - Parameters:
    ///   - descriptor: the file's, open for writing.
    ///   - name: what it is called in messages.
    public init(descriptor: Int32, name: String) {
      self.init(name: name, descriptor: descriptor, temporary: nil, closesDescriptor: false)
    }

    private init(replacing path: String, name: String) throws(FileError) {
      // What may not be written must not be replaced either, and what is replaced keeps its mode.
      var old = stat()
      let isReplacement = stat(path, &old) == 0
      if isReplacement && access(path, W_OK) != 0 {
        throw FileError(.write, name)
      }
      let temporary = OutputFile.temporaryName(for: path)
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else {
        throw FileError(.write, name)
      }
      self.init(
        name: name, descriptor: descriptor,
        temporary: Temporary(
          path: temporary, target: path, mode: isReplacement ? old.st_mode & 0o7777 : nil),
        closesDescriptor: true)
    }

    private init(
      name: String, descriptor: Int32, temporary: Temporary?, closesDescriptor: Bool
    ) {
      self.name = name
      self.descriptor = descriptor
      self.temporary = temporary
      self.closesDescriptor = closesDescriptor
    }

    deinit {
      guard isOpen else { return }
      if closesDescriptor { close(descriptor) }
      if let temporary { unlink(temporary.path) }
    }

    /// Writes bytes after those before.
    ///
    /// - Throws: `FileError`, for instance when the disk is full.
    public mutating func write(_ bytes: [UInt8]) throws(FileError) {
      let failure = bytes.withUnsafeBytes { write($0) }
      if let failure { throw error(failure) }
    }

    /// Writes bytes after those before.
    ///
    /// - Throws: `FileError`, for instance when the disk is full.
    public mutating func write(_ bytes: Data) throws(FileError) {
      let failure = bytes.withUnsafeBytes { write($0) }
      if let failure { throw error(failure) }
    }

    /// Collects few bytes, writes many.
    ///
    /// - Returns: the system's error number if that failed, or `nil`.
    private mutating func write(_ bytes: UnsafeRawBufferPointer) -> Int32? {
      if buffer.count + bytes.count <= Self.bufferSize {
        buffer.append(contentsOf: bytes)
        return nil
      }
      return writeBuffer() ?? OutputFile.writeAll(bytes, to: descriptor)
    }

    private mutating func writeBuffer() -> Int32? {
      defer { buffer.removeAll(keepingCapacity: true) }
      return buffer.withUnsafeBytes { OutputFile.writeAll($0, to: descriptor) }
    }

    /// Writes what was collected.
    ///
    /// - Throws: `FileError`
    public mutating func flush() throws(FileError) {
      if let failure = writeBuffer() { throw error(failure) }
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// - Parameter waitsForDisk: whether the file is whole even after a power failure; that takes a few milliseconds.
    /// - Throws: `FileError`; the file is then as it was before.
    public consuming func finish(waitsForDisk: Bool = true) throws(FileError) {
      try flush()
      if let temporary {
        if waitsForDisk && fsync(descriptor) != 0 { throw error(errno) }
        if let mode = temporary.mode, fchmod(descriptor, mode) != 0 { throw error(errno) }
      }
      if closesDescriptor {
        // Some file systems report a full disk only here. Closed it is in any case.
        let failure = close(descriptor) != 0 ? errno : 0
        isOpen = false
        if failure != 0 {
          if let temporary { unlink(temporary.path) }
          throw error(failure)
        }
      }
      if let temporary, rename(temporary.path, temporary.target) != 0 {
        let failure = errno
        unlink(temporary.path)
        throw error(failure)
      }
    }

    private func error(_ number: Int32) -> FileError {
      FileError(.write, name, errno: number)
    }
  }
}

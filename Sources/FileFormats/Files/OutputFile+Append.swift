import Foundation

extension OutputFile {
  /// Adds text to the end of a file, which is made if it is not there: at once, so that the lines of several
  /// processes stand one after another. If the last line there was cut short, the text begins a new one.
  ///
  /// - Throws: `FileError`
  public static func append(_ text: String, to path: String) throws(FileError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, path) }
    defer { close(descriptor) }
    var last = UInt8(ascii: "\n")
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0 { _ = pread(descriptor, &last, 1, size - 1) }
    let separator = last == UInt8(ascii: "\n") || text.isEmpty ? "" : "\n"
    if let failure = writeAll(Data((separator + text).utf8), to: descriptor) {
      throw FileError(.write, path, errno: failure)
    }
  }
}

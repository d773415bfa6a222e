import Foundation

/// A folder that is removed when the test ends.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let path: String

  /// Makes a folder that nobody else uses.
  public init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(
        path: "qdistill-tests-\(UUID().uuidString)"
      ).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Writes a file.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file of these bytes.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ bytes: Data, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try bytes.write(to: URL(filePath: file))
    return file
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

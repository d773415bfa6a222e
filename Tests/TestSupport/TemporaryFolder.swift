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

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

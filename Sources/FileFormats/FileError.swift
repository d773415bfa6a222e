/// A file or folder that could not be read or written.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried.
  public enum Action: String, Sendable {
    case read, write
  }

  /// What was tried.
  public let action: Action
  /// The file or folder.
  public let path: String
  /// Why it failed, in the system's words or ours.
  public let reason: String

  /// A failure to read or write.
  public init(_ action: Action, _ path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// The error in one line: what was tried, on which file, why it failed.
  public var description: String {
    "cannot \(action.rawValue) \(path): \(reason)"
  }
}

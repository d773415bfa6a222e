import Foundation

extension FileError {
  /// Whether whoever read the output has gone away, as `head` does when it has seen enough.
  public var isClosedOutput: Bool {
    action == .write && reason == OutputFile.systemReason(EPIPE)
  }
}

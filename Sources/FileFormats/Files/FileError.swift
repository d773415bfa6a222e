import Foundation

/// A file or folder that could not be read or written, or a file with contents that are not what they should be.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried.
  public enum Action: String, Sendable {
    /// To get bytes from a file: it is missing, for instance.
    case read
    /// To put bytes into a file.
    case write
    /// To understand what was read: the file is there, but its contents are bad.
    case understand
  }

  /// Where in a file.
  public enum Place: Sendable, Hashable {
    /// A line, from 1.
    case line(Int)
    /// A field of a table: the line where its row begins and the column, both from 1, and the column's name.
    case field(line: Int, column: Int, name: String?)
    /// A sample's place in an array, from 1.
    case row(Int)
    /// A byte, from 0.
    case byte(Int)
  }

  /// What was tried.
  public let action: Action
  /// The file or folder.
  public let path: String
  /// Where in the file, if that is known.
  public let place: Place?
  /// Why it failed, in the system's words or ours.
  public let reason: String
  /// The system's number of the error, if it is one of the system's.
  private let systemNumber: Int32?

  /// A failure to read or write.
  public init(_ action: Action, _ path: String, reason: String) {
    self.init(action, path, reason: reason, systemNumber: nil)
  }

  /// A failure of the system to read or write: that of the last call, or the one with this number.
  public init(_ action: Action, _ path: String, errno number: Int32 = errno) {
    self.init(action, path, reason: String(cString: strerror(number)), systemNumber: number)
  }

  private init(_ action: Action, _ path: String, reason: String, systemNumber: Int32?) {
    self.action = action
    self.path = path
    place = nil
    self.reason = reason
    self.systemNumber = systemNumber
  }

  /// A file that was read, but whose contents are bad.
  public init(badContentsOf path: String, at place: Place? = nil, reason: String) {
    action = .understand
    self.path = path
    self.place = place
    self.reason = reason
    systemNumber = nil
  }

  /// Whether whoever read the output has gone away, as `head` does when it has seen enough.
  public var isClosedOutput: Bool { action == .write && systemNumber == EPIPE }

  /// The error in one line: what was tried, on which file, why it failed; or which file is bad, where and why.
  public var description: String {
    guard action == .understand else { return "cannot \(action.rawValue) \(path): \(reason)" }
    return "\(path): " + Self.oneLine((place.map { "\($0): " } ?? "") + reason)
  }

  /// A text without line breaks and the like, and not endless: parts of it may come from the file itself.
  private static func oneLine(_ text: String) -> String {
    var line = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
      if count == 500 { return line + "..." }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        line += scalar.escaped(asASCII: true)
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}

extension FileError.Place: CustomStringConvertible {
  /// The place in words, such as `line 17, column 3 (petal width)`.
  public var description: String {
    switch self {
    case .line(let line): "line \(line)"
    case .field(let line, let column, let name):
      "line \(line), column \(column)" + (name.map { " (\($0))" } ?? "")
    case .row(let row): "row \(row)"
    case .byte(let offset): "byte \(offset)"
    }
  }
}

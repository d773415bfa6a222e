/// Reads a header of words and signs, which spaces may stand between.
protocol HeaderReader {
  /// What the header is part of.
  var contents: FileContents { get }
  /// Stands at what comes next.
  var cursor: ByteCursor { get set }
  /// What the header is called in messages.
  static var title: String { get }
  /// What may stand between two words.
  static var spaces: [UInt8] { get }
}

extension HeaderReader {
  /// Passes a token, which must come next.
  mutating func expect(_ token: StaticString) throws(FileError) {
    guard passes(token) else { throw unexpected("'\(token)'") }
  }

  /// Passes a token, if it comes next.
  mutating func passes(_ token: StaticString) -> Bool {
    skipSpaces()
    return cursor.passes(token)
  }

  /// Passes spaces.
  mutating func skipSpaces() {
    while let byte = cursor.peek, Self.spaces.contains(byte) { cursor.skip(1) }
  }

  /// What is wrong where something else should be.
  func unexpected(_ expected: String) -> FileError {
    contents.error(at: cursor.position, "the \(Self.title) is damaged: expected \(expected)")
  }
}

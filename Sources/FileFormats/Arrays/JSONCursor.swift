/// Reads the little JSON (RFC 8259) that a header is made of: objects, texts and lists of whole numbers.
/// Unlike larger readers it sees when a name is there twice.
struct JSONCursor: HeaderReader {
  static let title = "JSON"
  /// A space, a tab and both ends of lines.
  static let spaces: [UInt8] = [0x20, 0x09, 0x0a, 0x0d]

  let contents: FileContents
  var cursor: ByteCursor

  init(_ contents: FileContents, from start: Int, to end: Int) {
    self.contents = contents
    cursor = ByteCursor(contents, from: start, to: end)
  }

  /// What is wrong here.
  func error(_ reason: String) -> FileError {
    contents.error(at: cursor.position, reason)
  }

  /// Reads an object: for each name, `body` reads the value.
  mutating func object(
    _ body: (inout JSONCursor, String) throws(FileError) -> Void
  ) throws(FileError) {
    try expect("{")
    if passes("}") { return }
    repeat {
      let name = try text()
      try expect(":")
      try body(&self, name)
    } while passes(",")
    try expect("}")
  }

  /// Reads a list of whole numbers without a sign.
  mutating func integers(maximumCount: Int) throws(FileError) -> [Int] {
    try expect("[")
    if passes("]") { return [] }
    var integers: [Int] = []
    repeat {
      guard integers.count < maximumCount else { throw error("more than \(maximumCount) numbers") }
      skipSpaces()
      let start = cursor.position
      guard let integer = cursor.decimalInteger(),
        contents.bytes[start] != UInt8(ascii: "0") || cursor.position == start + 1
      else { throw unexpected("a whole number") }
      integers.append(integer)
    } while passes(",")
    try expect("]")
    return integers
  }

  /// Reads a text.
  mutating func text() throws(FileError) -> String {
    try expect("\"")
    let start = cursor.position
    var bytes: [UInt8] = []
    while let byte = cursor.peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw unexpected("the end of a text") }
      cursor.skip(1)
      if byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: UTF8.encode(try escape())!)
      } else {
        bytes.append(byte)
      }
    }
    guard cursor.passes("\"") else { throw unexpected("the end of a text") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw contents.error(at: start, "the text is no UTF-8")
    }
    return text
  }

  /// What stands for a character after a backslash.
  private mutating func escape() throws(FileError) -> Unicode.Scalar {
    let simple: [UInt8: Unicode.Scalar] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let scalar = cursor.peek.flatMap({ simple[$0] }) {
      cursor.skip(1)
      return scalar
    }
    guard cursor.passes("u"), let high = codeUnit() else { throw unexpected("an escape") }
    if let scalar = Unicode.Scalar(high) { return scalar }
    // The others take two code units of UTF-16.
    guard UTF16.isLeadSurrogate(high), cursor.passes("\\u"), let low = codeUnit(),
      UTF16.isTrailSurrogate(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(high) - 0xd800) << 10 + UInt32(low) - 0xdc00)
    else { throw unexpected("the second half of a character") }
    return scalar
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit() -> UInt16? {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = cursor.peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        return nil
      }
      unit = unit << 4 | UInt16(digit)
      cursor.skip(1)
    }
    return unit
  }

  /// Makes sure that nothing but spaces follows.
  mutating func end() throws(FileError) {
    skipSpaces()
    guard cursor.isAtEnd else { throw unexpected("the end") }
  }
}

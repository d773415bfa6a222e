/// Finds fields, one after the other, in a buffer that holds a row of comma-separated values and more.
struct CSVScanner {
  /// Why there is no field, or no end of a row, where one was looked for.
  enum Interruption: Error {
    /// The buffer ends before the field does.
    case unfinished
    /// What is wrong, and how many lines after the first of the row.
    case bad(lineOffset: Int, reason: String)
  }

  private let separator: UInt8
  /// Where the filled part of the buffer ends.
  private let end: Int
  /// Whether the file ends there too.
  private let isLast: Bool
  /// The next byte to look at.
  private(set) var position: Int
  /// The number of the field, from 0.
  private(set) var column = 0
  /// Where the row ended, without its line break.
  private(set) var rowEnd = 0
  /// How many line breaks there have been.
  private(set) var lineBreaks = 0
  /// The bits that some byte had: the highest only if not all is ASCII.
  private(set) var union: UInt8 = 0

  init(separator: UInt8, from position: Int, to end: Int, isLast: Bool) {
    self.separator = separator
    self.end = end
    self.isLast = isLast
    self.position = position
  }

  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The field that begins here. What ends it is not passed.
  mutating func field(_ bytes: Span<UInt8>) throws(Interruption) -> CSVRow.Field {
    let start = position
    if start < end && bytes[start] == Self.quote { return try quotedField(bytes) }
    while position < end {
      let byte = bytes[position]
      if byte == separator || byte == Self.quote { break }
      if byte < 0x20 && (byte == Self.newline || byte == Self.carriageReturn || byte == 0) { break }
      union |= byte
      position += 1
    }
    if position < end && bytes[position] == Self.quote {
      throw bad("a quote inside a field that does not begin with one")
    }
    return CSVRow.Field(start: start, end: position, hasDoubledQuotes: false)
  }

  private mutating func quotedField(_ bytes: Span<UInt8>) throws(Interruption) -> CSVRow.Field {
    let openingLine = lineBreaks
    position += 1
    var field = CSVRow.Field(start: position, end: position, hasDoubledQuotes: false)
    while true {
      guard position < end else {
        if !isLast { throw .unfinished }
        throw .bad(lineOffset: openingLine, reason: "a quote is opened and never closed")
      }
      let byte = bytes[position]
      union |= byte
      if byte == 0 { throw badByte(byte) }
      if byte == Self.newline { lineBreaks += 1 }
      position += 1
      guard byte == Self.quote else { continue }
      if position == end && !isLast { throw .unfinished }
      guard position < end && bytes[position] == Self.quote else { break }
      field.hasDoubledQuotes = true
      position += 1
    }
    field.end = position - 1
    return field
  }

  /// Passes what ends a field.
  ///
  /// - Returns: whether it ends the row too.
  mutating func passEndOfField(_ bytes: Span<UInt8>) throws(Interruption) -> Bool {
    guard position < end else {
      if !isLast { throw .unfinished }
      rowEnd = end
      lineBreaks += 1
      return true
    }
    let byte = bytes[position]
    if byte == separator {
      position += 1
      column += 1
      return false
    }
    rowEnd = position
    if byte == Self.carriageReturn {
      if position + 1 == end && !isLast { throw .unfinished }
      guard position + 1 < end && bytes[position + 1] == Self.newline else { throw badByte(byte) }
      position += 1
    } else if byte != Self.newline {
      throw badByte(byte)
    }
    position += 1
    lineBreaks += 1
    return true
  }

  private func badByte(_ byte: UInt8) -> Interruption {
    switch byte {
    case 0: bad("a zero byte; is it UTF-16, or no text at all?")
    case Self.carriageReturn: bad("a carriage return alone; lines end with \\n or \\r\\n")
    default: bad("text after the quote that closes the field; a quote in it is written twice")
    }
  }

  private func bad(_ reason: String) -> Interruption {
    .bad(lineOffset: lineBreaks, reason: reason)
  }
}

/// The row that a reader of comma-separated values stands at: fields of text, without a String for each.
///
/// The next row takes its place and its memory.
public struct CSVRow: ~Copyable, Sendable {
  /// Where a field is in the reader's buffer, without the quotes around it.
  struct Field {
    var start: Int
    var end: Int
    /// Whether it holds quotes, which are written twice.
    var hasDoubledQuotes: Bool
  }

  /// The reader's buffer.
  var bytes: [UInt8] = []
  private var fields: [Field] = []

  /// The line where the row begins, from 1.
  public internal(set) var line = 0

  /// The number of fields.
  public var count: Int { fields.count }

  /// Whether a field holds nothing but spaces and tabs.
  ///
  /// - Precondition: the row has this column, counted from 0; so for all that is asked of a field.
  public func isEmpty(at column: Int) -> Bool {
    let field = fields[column]
    return bytes[field.start..<field.end].allSatisfy(DecimalNumber.isSpace)
  }

  /// The number in a field, correctly rounded; `nil` if it holds none.
  ///
  /// A number is a sign, digits with a point somewhere, and an exponent, or one of `nan`, `inf` and
  /// `infinity` in any case; there may be spaces around it. One that is too large is infinite.
  public func double(at column: Int) -> Double? {
    let field = fields[column]
    return bytes.withUnsafeBufferPointer {
      DecimalNumber.parse(UnsafeBufferPointer(rebasing: $0[field.start..<field.end]))
    }
  }

  /// The text of a field, as it was before it was quoted.
  public func text(at column: Int) -> String {
    let field = fields[column]
    let text = bytes[field.start..<field.end]
    guard field.hasDoubledQuotes else { return String(decoding: text, as: UTF8.self) }
    // Of each two quotes the first goes.
    var quoteCount = 0
    let kept = text.filter { byte in
      quoteCount += byte == UInt8(ascii: "\"") ? 1 : 0
      return byte != UInt8(ascii: "\"") || quoteCount.isMultiple(of: 2)
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// Whether a field is well-formed text.
  func isUTF8(at column: Int) -> Bool {
    let field = fields[column]
    return String(validating: bytes[field.start..<field.end], as: UTF8.self) != nil
  }

  /// Makes this a row with one empty field.
  mutating func setBlank(line: Int) {
    fields.removeAll(keepingCapacity: true)
    fields.append(Field(start: 0, end: 0, hasDoubledQuotes: false))
    self.line = line
  }

  /// Finds the fields of a row. No more than `maximumCount` are kept, but all are counted.
  mutating func scan(
    _ scanner: inout CSVScanner, maximumCount: Int
  ) throws(CSVScanner.Interruption) {
    fields.removeAll(keepingCapacity: true)
    let buffer = bytes
    let bytes = buffer.span
    repeat {
      let field = try scanner.field(bytes)
      if fields.count < maximumCount { fields.append(field) }
    } while try !scanner.passEndOfField(bytes)
  }
}

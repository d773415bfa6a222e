/// Reads a file's bytes one after the other, never beyond an end.
struct ByteCursor {
  private let contents: FileContents
  /// The next byte.
  private(set) var position: Int
  private let end: Int

  /// A cursor from byte `start` up to, not including, byte `end`.
  init(_ contents: FileContents, from start: Int = 0, to end: Int? = nil) {
    let end = end ?? contents.bytes.count
    precondition(
      0 <= start && start <= end && end <= contents.bytes.count, "bytes \(start) to \(end)")
    self.contents = contents
    position = start
    self.end = end
  }

  /// How many bytes are left.
  var remaining: Int { end - position }
  /// Whether none is left.
  var isAtEnd: Bool { position == end }
  /// The next byte, if there is one.
  var peek: UInt8? { position < end ? contents.bytes[position] : nil }

  /// Passes bytes that are known to be there.
  mutating func skip(_ count: Int) {
    precondition(count >= 0 && count <= remaining, "\(count) of \(remaining) bytes")
    position += count
  }

  /// The next number, stored with its lowest byte first.
  mutating func littleEndian<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(FileError) -> Number {
    Number(littleEndian: try stored(type))
  }

  /// The next number, stored with its highest byte first.
  mutating func bigEndian<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(FileError) -> Number {
    Number(bigEndian: try stored(type))
  }

  private mutating func stored<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(FileError) -> Number {
    let size = MemoryLayout<Number>.size
    guard remaining >= size else { throw contents.error(at: end, "it ends too early") }
    defer { position += size }
    return contents.bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: position, as: Number.self)
    }
  }

  /// Passes these characters, if they come next.
  mutating func passes(_ token: StaticString) -> Bool {
    let isNext = token.withUTF8Buffer {
      contents.bytes[position..<end].prefix($0.count).elementsEqual($0)
    }
    if isNext { position += token.utf8CodeUnitCount }
    return isNext
  }

  /// The whole number, without a sign, that is written here in decimal digits; `nil` if there is none that an
  /// Int holds. The digits are passed.
  mutating func decimalInteger() -> Int? {
    var number: Int?
    while let digit = peek.map({ $0 &- UInt8(ascii: "0") }), digit < 10 {
      let (tenfold, isTooLarge) = (number ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = tenfold.addingReportingOverflow(Int(digit))
      if isTooLarge || isStillTooLarge { return nil }
      number = sum
      position += 1
    }
    return number
  }
}

import FileFormats

/// A message of Protocol Buffers, field after field (the *wire format*: varints, 4 and 8 bytes, and bytes with a length).
struct ProtocolBuffer {
  /// The encoded fields.
  private(set) var bytes: [UInt8] = []

  /// A whole number that is not negative.
  mutating func append(_ number: Int, field: Int) {
    precondition(number >= 0, "\(number) in field \(field)")
    appendKey(field, wireType: 0)
    appendVarint(UInt64(number))
  }

  mutating func append(_ number: Double, field: Int) {
    appendKey(field, wireType: 1)
    bytes.append(littleEndian: number.bitPattern)
  }

  mutating func append(_ number: Float, field: Int) {
    appendKey(field, wireType: 5)
    bytes.append(littleEndian: number.bitPattern)
  }

  mutating func append(_ text: String, field: Int) { append(Array(text.utf8), field: field) }

  mutating func append(_ message: ProtocolBuffer, field: Int) {
    append(message.bytes, field: field)
  }

  private mutating func append(_ contents: [UInt8], field: Int) {
    appendKey(field, wireType: 2)
    appendVarint(UInt64(contents.count))
    bytes += contents
  }

  private mutating func appendKey(_ field: Int, wireType: Int) {
    appendVarint(UInt64(field << 3 | wireType))
  }

  private mutating func appendVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

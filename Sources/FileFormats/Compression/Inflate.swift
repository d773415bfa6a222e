/// Expands DEFLATE data (RFC 1951), which is what gzip files and zip archives hold.
struct Inflate {
  /// More than any symbol adds to the output: room that is always there, so that only whole symbols need
  /// care. Copies write up to 7 bytes more than they are long.
  static let slack = 258 + 8
  /// No input expands to more than this for each byte: 258 bytes for two bits.
  static let largestRatio = 1032
  /// Memory for this much is taken before it is seen whether as much comes out.
  private static let likelyRatio = 16

  let contents: FileContents
  /// The most bytes that may come out.
  let limit: Int
  var reader: BitReader
  /// What came out, and room for more.
  var output: [UInt8]
  /// How many bytes came out.
  var count = 0

  /// Expands the data in a part of a file.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that may come out.
  ///   - expectedCount: How many will, as the file says. It need not be true.
  /// - Returns: what came out, and the position of the byte after the data.
  /// - Throws: `FileError` if the data are damaged, or more than `limit` bytes come out.
  static func expand(
    _ contents: FileContents, _ part: Range<Int>, limit: Int, expectedCount: Int = 0
  ) throws(FileError) -> (bytes: [UInt8], end: Int) {
    precondition(limit >= 0 && limit < 1 << 60, "a limit of \(limit) bytes")
    var inflate = Inflate(contents, part, limit: limit, expectedCount: expectedCount)
    try inflate.expand()
    inflate.output.removeLast(inflate.output.count - inflate.count)
    return (inflate.output, inflate.reader.bytePosition)
  }

  /// The first bytes that come out undamaged, up to `limit`.
  static func beginning(of contents: FileContents, from start: Int, limit: Int) -> [UInt8] {
    var inflate = Inflate(
      contents, start..<contents.bytes.count, limit: limit, expectedCount: limit)
    // Where it stops, and why, does not matter.
    try? inflate.expand()
    return Array(inflate.output[..<min(inflate.count, limit)])
  }

  private init(
    _ contents: FileContents, _ part: Range<Int>, limit: Int, expectedCount: Int
  ) {
    precondition(
      part.lowerBound >= 0 && part.upperBound <= contents.bytes.count, "bytes \(part)")
    self.contents = contents
    self.limit = limit
    reader = BitReader(from: part.lowerBound, to: part.upperBound)
    end = part.upperBound
    let (likely, isTooLarge) = part.count.multipliedReportingOverflow(by: Self.likelyRatio)
    let room = min(max(expectedCount, 1 << 12), limit, isTooLarge ? .max : likely)
    output = Array(repeating: 0, count: room + Self.slack)
  }

  /// Where the data end at the latest.
  private let end: Int

  private mutating func expand() throws(FileError) {
    var isLast = false
    while !isLast {
      refill()
      isLast = reader.take(1) == 1
      switch reader.take(2) {
      case 0: try expandStored()
      case 1: try expandSymbols(Self.fixedCodes)
      case 2: try expandSymbols(readCodes())
      default: throw error("a block of an unknown kind")
      }
    }
    if reader.isBeyondEnd { throw endsTooEarly() }
  }

  /// A block that is not compressed.
  private mutating func expandStored() throws(FileError) {
    var cursor = ByteCursor(contents, from: min(reader.bytePosition, end), to: end)
    let stored = try cursor.littleEndian(UInt16.self)
    guard try cursor.littleEndian(UInt16.self) == ~stored else {
      throw error("the length of a stored block and its complement do not agree")
    }
    let length = Int(stored)
    guard length <= cursor.remaining else { throw endsTooEarly() }
    guard length <= limit - count else { throw tooLarge() }
    while output.count - count < length + Self.slack { grow() }
    let part = cursor.position..<cursor.position + length
    output.replaceSubrange(count..<count + length, with: contents.bytes[part])
    count += length
    reader.move(to: part.upperBound)
  }

  mutating func refill() {
    contents.bytes.withUnsafeBytes { reader.refill($0) }
  }

  /// Makes room, without ever taking more than the limit needs.
  mutating func grow() {
    let room = min(2 * output.count, limit + Self.slack)
    output.append(contentsOf: repeatElement(0, count: max(0, room - output.count)))
  }

  func error(_ reason: String) -> FileError {
    contents.error(at: min(reader.bytePosition, end), "the compressed data are damaged: \(reason)")
  }

  func endsTooEarly() -> FileError {
    contents.error(at: end, "the compressed data end too early")
  }

  func tooLarge() -> FileError {
    contents.error("it expands to more than \(limit) bytes")
  }
}

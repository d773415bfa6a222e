/// Expands gzip files (RFC 1952), of one or several members.
public enum GZip {
  /// Whether a file is one, by its first bytes.
  public static func isGZip(_ contents: FileContents) -> Bool {
    FileKind(contents.bytes) == .gzip
  }

  /// What is in a gzip file: its members one after the other, each checked against its length and checksum.
  ///
  /// - Parameters:
  ///   - contents: the gzip file, and what errors call it.
  ///   - limit: the most bytes that may come out.
  /// - Throws: `FileError` if it is damaged, or more than `limit` bytes come out.
  public static func expand(
    _ contents: FileContents, limit: Int = FileContents.defaultLimit
  ) throws(FileError) -> FileContents {
    guard isGZip(contents) else { throw contents.error("it is no gzip file") }
    var output: [UInt8] = []
    var position = 0
    // The last four bytes are the length of the last, and mostly only, member. If there are others, nobody knows theirs.
    let length = contents.bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    repeat {
      let start = try passHeader(contents, from: position)
      let member = try Inflate.expand(
        contents, start..<contents.bytes.count, limit: limit - output.count,
        expectedCount: position == 0 ? length : 0)
      var cursor = ByteCursor(contents, from: member.end)
      guard try cursor.littleEndian(UInt32.self) == Checksum.crc32(member.bytes[...]) else {
        throw contents.error(at: member.end, "the checksum does not fit the contents")
      }
      guard try cursor.littleEndian(UInt32.self) == UInt32(truncatingIfNeeded: member.bytes.count)
      else {
        throw contents.error(at: member.end + 4, "the length does not fit the contents")
      }
      position = cursor.position
      if output.isEmpty { output = member.bytes } else { output += member.bytes }
      // Files on tapes are filled up with zeros.
    } while !contents.bytes[position...].allSatisfy { $0 == 0 }
    return FileContents(name: contents.name, bytes: output)
  }

  /// The first bytes of what is in a gzip file, of which the beginning is there: as many as come out undamaged, up to
  /// `limit`.
  static func beginning(of contents: FileContents, limit: Int) -> [UInt8] {
    guard let start = try? passHeader(contents, from: 0) else { return [] }
    return Inflate.beginning(of: contents, from: start, limit: limit)
  }

  private enum Flag {
    static let checksum: UInt8 = 2
    static let extra: UInt8 = 4
    static let name: UInt8 = 8
    static let comment: UInt8 = 16
    static let reserved: UInt8 = 0xe0
  }

  /// - Returns: where the compressed data begin.
  private static func passHeader(
    _ contents: FileContents, from start: Int
  ) throws(FileError) -> Int {
    var cursor = ByteCursor(contents, from: start)
    guard try cursor.bigEndian(UInt16.self) == 0x1f8b else {
      throw contents.error(at: start, "something else follows after the gzip data")
    }
    guard try cursor.littleEndian(UInt8.self) == 8 else {
      throw contents.error(at: start + 2, "an unknown method of compression")
    }
    let flags = try cursor.littleEndian(UInt8.self)
    guard flags & Flag.reserved == 0 else { throw contents.error(at: start + 3, "unknown flags") }
    // The time of modification, and how it was compressed on which system.
    _ = try (cursor.littleEndian(UInt32.self), cursor.littleEndian(UInt16.self))
    if flags & Flag.extra != 0 {
      let length = Int(try cursor.littleEndian(UInt16.self))
      guard length <= cursor.remaining else {
        throw contents.error(at: contents.bytes.count, "it ends too early")
      }
      cursor.skip(length)
    }
    for flag in [Flag.name, Flag.comment] where flags & flag != 0 {
      while try cursor.littleEndian(UInt8.self) != 0 {}
    }
    if flags & Flag.checksum != 0 {
      let checksum = Checksum.crc32(contents.bytes[start..<cursor.position])
      guard try cursor.littleEndian(UInt16.self) == UInt16(truncatingIfNeeded: checksum) else {
        throw contents.error(at: start, "the checksum does not fit the header")
      }
    }
    return cursor.position
  }
}

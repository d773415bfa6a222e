/// The directory at the end of a zip archive.
struct ZipDirectory {
  private let contents: FileContents
  /// Where it begins.
  private(set) var start = 0
  /// Where it ends.
  private var end = 0
  private var entryCount = 0

  /// Finds the directory.
  init(_ contents: FileContents) throws(FileError) {
    self.contents = contents
    guard let trailer = Self.trailer(contents) else {
      guard let kind = FileKind(contents.bytes), kind != .zip else {
        throw contents.error("it is no zip archive, or the end of one is missing")
      }
      throw contents.error("it is no zip archive: it is \(kind.rawValue)")
    }
    var cursor = ByteCursor(contents, from: trailer + 4)
    let disks = try (cursor.littleEndian(UInt16.self), cursor.littleEndian(UInt16.self))
    let counts = try (cursor.littleEndian(UInt16.self), cursor.littleEndian(UInt16.self))
    let size = try cursor.littleEndian(UInt32.self)
    let offset = try cursor.littleEndian(UInt32.self)
    if disks.0 == .max || counts.1 == .max || size == .max || offset == .max {
      if try findLarge(before: trailer) { return }
    }
    guard disks == (0, 0) && counts.0 == counts.1 else { throw Self.parts(contents) }
    try set(count: UInt64(counts.1), size: UInt64(size), offset: UInt64(offset), end: trailer)
  }

  /// Where the last record of the archive begins: at the end of the file, but for a comment.
  private static func trailer(_ contents: FileContents) -> Int? {
    let bytes = contents.bytes
    guard bytes.count >= 22 else { return nil }
    let first = max(0, bytes.count - 22 - 0xffff)
    return (first...bytes.count - 22).last { position in
      bytes[position...].starts(with: [0x50, 0x4b, 5, 6])
        && position + 22 + Int(bytes[position + 20]) + Int(bytes[position + 21]) << 8 == bytes.count
    }
  }

  /// Finds the directory of a large archive (zip64), whose numbers stand in another record.
  ///
  /// - Returns: whether there is one.
  private mutating func findLarge(before trailer: Int) throws(FileError) -> Bool {
    guard trailer >= 20 else { return false }
    var cursor = ByteCursor(contents, from: trailer - 20, to: trailer)
    guard try cursor.littleEndian(UInt32.self) == 0x0706_4b50 else { return false }
    _ = try cursor.littleEndian(UInt32.self)
    guard let record = Int(exactly: try cursor.littleEndian(UInt64.self)), record <= trailer - 20
    else {
      throw damaged()
    }
    cursor = ByteCursor(contents, from: record, to: trailer - 20)
    guard try cursor.littleEndian(UInt32.self) == 0x0606_4b50 else { throw damaged() }
    // The record's size, and the versions of the format.
    _ = try (cursor.littleEndian(UInt64.self), cursor.littleEndian(UInt32.self))
    let disks = try cursor.littleEndian(UInt64.self)
    let counts = try (cursor.littleEndian(UInt64.self), cursor.littleEndian(UInt64.self))
    let (size, offset) = try (cursor.littleEndian(UInt64.self), cursor.littleEndian(UInt64.self))
    guard disks == 0 && counts.0 == counts.1 else { throw Self.parts(contents) }
    try set(count: counts.1, size: size, offset: offset, end: record)
    return true
  }

  private mutating func set(
    count: UInt64, size: UInt64, offset: UInt64, end: Int
  ) throws(FileError) {
    // Every entry takes 46 bytes at least.
    guard let size = Int(exactly: size), let offset = Int(exactly: offset),
      let count = Int(exactly: count), offset <= end, size == end - offset, count <= size / 46
    else { throw damaged() }
    start = offset
    self.end = end
    entryCount = count
  }

  /// Reads the entries, whose data are not looked for yet.
  func entries() throws(FileError) -> [ZipArchive.Entry] {
    var cursor = ByteCursor(contents, from: start, to: end)
    var entries: [ZipArchive.Entry] = []
    for _ in 0..<entryCount { entries.append(try entry(&cursor)) }
    guard cursor.isAtEnd else { throw damaged() }
    return entries
  }

  private func entry(_ cursor: inout ByteCursor) throws(FileError) -> ZipArchive.Entry {
    guard try cursor.littleEndian(UInt32.self) == 0x0201_4b50 else { throw damaged() }
    _ = try cursor.littleEndian(UInt32.self)
    let flags = try cursor.littleEndian(UInt16.self)
    let method = try cursor.littleEndian(UInt16.self)
    _ = try cursor.littleEndian(UInt32.self)
    let checksum = try cursor.littleEndian(UInt32.self)
    var compressedSize = UInt64(try cursor.littleEndian(UInt32.self))
    var size = UInt64(try cursor.littleEndian(UInt32.self))
    let nameLength = Int(try cursor.littleEndian(UInt16.self))
    let extraLength = Int(try cursor.littleEndian(UInt16.self))
    let commentLength = Int(try cursor.littleEndian(UInt16.self))
    // The disk, and attributes.
    _ = try (cursor.littleEndian(UInt32.self), cursor.littleEndian(UInt32.self))
    var start = UInt64(try cursor.littleEndian(UInt32.self))
    guard nameLength + extraLength + commentLength <= cursor.remaining else { throw damaged() }
    let name = try name(cursor.position..<cursor.position + nameLength)
    cursor.skip(nameLength)
    var extra = ByteCursor(contents, from: cursor.position, to: cursor.position + extraLength)
    cursor.skip(extraLength + commentLength)

    // Numbers that are too large stand in a field of their own (id 1), in this order.
    while extra.remaining >= 4 {
      let id = try extra.littleEndian(UInt16.self)
      let length = Int(try extra.littleEndian(UInt16.self))
      guard length <= extra.remaining else { throw damaged() }
      var field = ByteCursor(contents, from: extra.position, to: extra.position + length)
      extra.skip(length)
      guard id == 1 else { continue }
      if size == UInt32.max { size = try field.littleEndian(UInt64.self) }
      if compressedSize == UInt32.max { compressedSize = try field.littleEndian(UInt64.self) }
      if start == UInt32.max { start = try field.littleEndian(UInt64.self) }
    }
    guard let size = Int(exactly: size), let compressedSize = Int(exactly: compressedSize),
      let start = Int(exactly: start)
    else { throw damaged() }
    return ZipArchive.Entry(
      name: name, flags: flags, method: method, checksum: checksum, size: size,
      compressedSize: compressedSize, start: start)
  }

  private func name(_ range: Range<Int>) throws(FileError) -> String {
    let bytes = contents.bytes[range]
    guard let name = String(validating: bytes, as: UTF8.self),
      bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
    else { throw contents.error(at: range.lowerBound, "the name of an entry is no UTF-8 text") }
    return name
  }

  private func damaged() -> FileError {
    contents.error("the directory of the zip archive is damaged")
  }

  private static func parts(_ contents: FileContents) -> FileError {
    contents.error("the zip archive is one part of several")
  }
}

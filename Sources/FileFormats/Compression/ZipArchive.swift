/// A zip archive: its entries, which are found by its directory, and what is in them.
///
/// Nothing is expanded before an entry is asked for, and no entry to more than it says. Entries that overlap,
/// which make small files that expand without end, are refused, and so is whatever the directory does not
/// agree with.
///
/// Source: PKWARE, *.ZIP File Format Specification* (APPNOTE), 6.3.10.
struct ZipArchive: Sendable {
  /// A file in the archive.
  struct Entry: Sendable {
    let name: String
    let flags: UInt16
    let method: UInt16
    let checksum: UInt32
    let size: Int
    let compressedSize: Int
    /// Where its own header begins.
    let start: Int
    /// Where its data are.
    var data: Range<Int> = 0..<0
  }

  static let encryptedFlags: UInt16 = 1 << 0 | 1 << 6 | 1 << 13

  let contents: FileContents
  /// The files, in the order of the directory.
  let entries: [Entry]

  /// Reads the directory of an archive.
  ///
  /// - Parameter limit: The most bytes that all entries together may expand to.
  /// - Throws: `FileError`
  init(_ contents: FileContents, limit: Int) throws(FileError) {
    self.contents = contents
    let directory = try ZipDirectory(contents)
    var entries = try directory.entries()
    for index in entries.indices {
      entries[index].data = try Self.data(of: entries[index], contents, before: directory.start)
    }
    try Self.check(entries, contents, limit: limit)
    self.entries = entries
  }

  /// Where an entry's data are, by its own header.
  private static func data(
    of entry: Entry, _ contents: FileContents, before directoryStart: Int
  ) throws(FileError) -> Range<Int> {
    guard entry.start <= directoryStart else { throw damaged(entry, contents) }
    var cursor = ByteCursor(contents, from: entry.start, to: directoryStart)
    guard try cursor.littleEndian(UInt32.self) == 0x0403_4b50 else {
      throw damaged(entry, contents)
    }
    let (_, _) = try (cursor.littleEndian(UInt16.self), cursor.littleEndian(UInt16.self))
    guard try cursor.littleEndian(UInt16.self) == entry.method else {
      throw damaged(entry, contents)
    }
    // The time, and the checksum and sizes, which only the directory is sure to know.
    for _ in 0..<4 { _ = try cursor.littleEndian(UInt32.self) }
    let nameLength = Int(try cursor.littleEndian(UInt16.self))
    let extraLength = Int(try cursor.littleEndian(UInt16.self))
    guard nameLength + extraLength <= cursor.remaining else { throw damaged(entry, contents) }
    let name = contents.bytes[cursor.position..<cursor.position + nameLength]
    guard name.elementsEqual(entry.name.utf8) else { throw damaged(entry, contents) }
    cursor.skip(nameLength + extraLength)
    guard entry.compressedSize <= cursor.remaining else { throw damaged(entry, contents) }
    return cursor.position..<cursor.position + entry.compressedSize
  }

  private static func damaged(_ entry: Entry, _ contents: FileContents) -> FileError {
    contents.error(
      at: min(entry.start, contents.bytes.count),
      "the entry '\(entry.name)' is not what the directory says")
  }

  private static func check(
    _ entries: [Entry], _ contents: FileContents, limit: Int
  ) throws(FileError) {
    var names: Set<String> = []
    var room = limit
    for entry in entries {
      guard names.insert(entry.name).inserted else {
        throw contents.error("two entries are called '\(entry.name)'")
      }
      // Sizes that no data can have are lies.
      let (largest, isAnything) = entry.compressedSize.multipliedReportingOverflow(
        by: entry.method == 0 ? 1 : Inflate.largestRatio)
      guard isAnything || entry.size <= largest else {
        throw contents.error(
          "the entry '\(entry.name)' cannot expand from \(entry.compressedSize) to \(entry.size) bytes"
        )
      }
      guard entry.size <= room else {
        throw contents.error("its entries expand to more than \(limit) bytes")
      }
      room -= entry.size
    }
    let ordered = entries.sorted { $0.start < $1.start }
    for (entry, next) in zip(ordered, ordered.dropFirst()) where entry.data.upperBound > next.start
    {
      throw contents.error("the entries '\(entry.name)' and '\(next.name)' overlap")
    }
  }

  /// What is in an entry, checked against its size and checksum.
  ///
  /// - Throws: `FileError`
  func expand(_ entry: Entry) throws(FileError) -> FileContents {
    guard entry.flags & Self.encryptedFlags == 0 else {
      throw contents.error("the entry '\(entry.name)' is encrypted")
    }
    let bytes: [UInt8]
    switch entry.method {
    case 0: bytes = Array(contents.bytes[entry.data])
    case 8:
      bytes = try Inflate.expand(
        contents, entry.data, limit: entry.size, expectedCount: entry.size
      ).bytes
    default:
      throw contents.error(
        "the entry '\(entry.name)' is compressed by method \(entry.method), which is not known here"
      )
    }
    guard bytes.count == entry.size, Checksum.crc32(bytes[...]) == entry.checksum else {
      throw contents.error("the contents of the entry '\(entry.name)' do not fit their checksum")
    }
    return FileContents(name: "\(contents.name): \(entry.name)", bytes: bytes)
  }
}

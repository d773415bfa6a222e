/// Reads comma-separated values (RFC 4180) row by row. Its memory depends on the longest row, not on the
/// file; but a gzip file is expanded in memory.
///
/// Lines end with `\n` or `\r\n`; text is UTF-8, with or without a byte order mark; fields with separators,
/// quotes (written twice) or line breaks are quoted. Every row must have as many fields as the first.
///
///     var reader = try CSVReader("iris.csv")
///     while try reader.next() {
///       guard let width = reader.row.double(at: 2) else { throw reader.error(at: 2, "no number") }
///     }
public struct CSVReader: ~Copyable, Sendable {
  /// The names of the columns, if the file has a header.
  public private(set) var header: [String]?
  /// The row that was read last.
  public private(set) var row = CSVRow()
  /// How many fields each row has; `nil` before the first, if there is no header.
  public private(set) var columnCount: Int?
  /// What the file is called in messages.
  public var name: String { file.name }

  /// The longest row that is read where nobody says otherwise: 64 MiB.
  public static let defaultMaximumRowLength = 64 << 20
  /// The most columns that a file may have.
  public static let maximumColumnCount = 1 << 20

  private let file: InputFile
  private let separator: UInt8
  private let maximumRowLength: Int
  /// The part of the buffer that was read from the file, but not given yet.
  private var (start, end) = (0, 0)
  /// Whether the file has no more bytes.
  private var isLast = false
  /// The line of the byte at `start`.
  private var line = 1
  /// Blank lines before `start` that are rows still to be given.
  private var blankRows = 0

  /// Opens a file; `-` is standard input.
  ///
  /// - Throws: `FileError` if it cannot be read, or has no header where it should have one.
  public init(
    _ path: String, separator: CSV.Separator = .comma, hasHeader: Bool = true,
    maximumRowLength: Int = defaultMaximumRowLength
  ) throws(FileError) {
    try self.init(
      InputFile(path), separator: separator, hasHeader: hasHeader,
      maximumRowLength: maximumRowLength)
  }

  /// Reads from an open file, which the caller closes.
  ///
  /// - Parameters:
  ///   - descriptor: the file's, open for reading.
  ///   - name: what it is called in messages.
  ///   - separator: what stands between two fields.
  ///   - hasHeader: whether the first row names the columns.
  ///   - maximumRowLength: the most bytes that a row may have, its line break aside.
  public init(
    descriptor: Int32, name: String, separator: CSV.Separator = .comma, hasHeader: Bool = true,
    maximumRowLength: Int = defaultMaximumRowLength
  ) throws(FileError) {
    try self.init(
      InputFile(descriptor: descriptor, name: name), separator: separator, hasHeader: hasHeader,
      maximumRowLength: maximumRowLength)
  }

  private init(
    _ file: consuming InputFile, separator: CSV.Separator, hasHeader: Bool, maximumRowLength: Int
  ) throws(FileError) {
    precondition((1..<1 << 40).contains(maximumRowLength), "rows of \(maximumRowLength) bytes")
    self.file = file
    self.separator = separator.byte
    self.maximumRowLength = maximumRowLength
    // Two bytes more than a row: its line break.
    row.bytes = Array(repeating: 0, count: min(1 << 18, maximumRowLength + 2))
    try fill()
    try expand()
    try checkBeginning()
    guard hasHeader else { return }
    guard try next() else { throw error(line: 1, "there is no header: the file is empty") }
    header = (0..<row.count).map { row.text(at: $0) }
  }

  /// Puts what is in a gzip file in the place of the file.
  private mutating func expand() throws(FileError) {
    let beginning = Array(row.bytes[..<end])
    guard FileKind(beginning) == .gzip else { return }
    row.bytes = try GZip.expand(FileContents(of: file, after: beginning)).bytes
    (end, isLast) = (row.bytes.count, true)
  }

  /// Passes the byte order mark, and refuses files that are not text.
  private mutating func checkBeginning() throws(FileError) {
    let beginning = row.bytes[..<end].prefix(8)
    if let kind = FileKind(beginning) {
      throw FileError(badContentsOf: name, reason: "it is no CSV: it is \(kind.rawValue)")
    }
    if beginning.starts(with: [0xef, 0xbb, 0xbf]) { start = 3 }
  }

  /// Reads the next row into `row`. Blank lines at the end of the file are none; in a file with one column,
  /// blank lines before that are rows with an empty field.
  ///
  /// - Returns: whether there is one.
  /// - Throws: `FileError`, with the line, if it has more or fewer fields than the first, a quote is not
  ///   closed or not where it may be, or it is too long or no UTF-8.
  public mutating func next() throws(FileError) -> Bool {
    if blankRows == 0 {
      let blankCount = try passBlankLines()
      if start == end { return false }
      if blankCount > 0 && columnCount != 1 {
        let count = columnCount.map { ", where there should be \($0) fields" } ?? ""
        throw error(line: line - blankCount, "the line is blank\(count)")
      }
      blankRows = blankCount
    }
    if blankRows > 0 {
      row.setBlank(line: line - blankRows)
      blankRows -= 1
      return true
    }
    try readRow()
    return true
  }

  /// Passes line breaks.
  ///
  /// - Returns: how many.
  private mutating func passBlankLines() throws(FileError) -> Int {
    var count = 0
    while true {
      if end - start < 2 && !isLast { try fill() }
      guard start < end else { return count }
      if row.bytes[start] == UInt8(ascii: "\n") {
        start += 1
      } else if row.bytes[start] == UInt8(ascii: "\r") && start + 1 < end
        && row.bytes[start + 1] == UInt8(ascii: "\n")
      {
        start += 2
      } else {
        return count
      }
      count += 1
      line += 1
    }
  }

  /// Finds the fields of the row at `start`, and reads more of the file as long as it is not all there.
  private mutating func readRow() throws(FileError) {
    row.line = line
    while true {
      var scanner = CSVScanner(separator: separator, from: start, to: end, isLast: isLast)
      do throws(CSVScanner.Interruption) {
        try row.scan(&scanner, maximumCount: columnCount ?? Self.maximumColumnCount)
      } catch {
        switch error {
        case .unfinished:
          guard end - start <= maximumRowLength + 1 else { throw tooLong() }
          try fill()
          continue
        case .bad(let lineOffset, let reason):
          throw self.error(line: line + lineOffset, column: scanner.column, reason)
        }
      }
      guard scanner.rowEnd - start <= maximumRowLength else { throw tooLong() }
      try check(fieldCount: scanner.column + 1, isASCII: scanner.union < 0x80)
      start = scanner.position
      line += scanner.lineBreaks
      return
    }
  }

  /// Refuses rows that have a wrong number of fields, or are no text.
  private mutating func check(fieldCount: Int, isASCII: Bool) throws(FileError) {
    if let columnCount, fieldCount != columnCount {
      let fields = "\(fieldCount) \(fieldCount == 1 ? "field" : "fields")"
      let first = header == nil ? "the first line" : "the header"
      throw error(line: line, "\(fields), where \(first) has \(columnCount)")
    }
    guard fieldCount == row.count else {
      throw error(line: line, "more than \(Self.maximumColumnCount) fields")
    }
    columnCount = fieldCount
    guard !isASCII else { return }
    for column in 0..<row.count where !row.isUTF8(at: column) {
      throw error(at: column, "it is not UTF-8")
    }
  }

  /// Moves what was not given yet to the front of the buffer, makes the buffer larger if it is full, and
  /// fills it from the file.
  private mutating func fill() throws(FileError) {
    if start > 0 {
      let rest = start..<end
      row.bytes.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[rest]))
      }
      (start, end) = (0, rest.count)
    } else if end == row.bytes.count {
      let count = min(2 * end, maximumRowLength + 2)
      row.bytes.append(contentsOf: repeatElement(0, count: count - end))
    }
    end = try file.fill(&row.bytes, from: end)
    isLast = end < row.bytes.count
  }

  private func tooLong() -> FileError {
    error(line: line, "the row has more than \(maximumRowLength) bytes; is a quote not closed?")
  }

  private func error(line: Int, _ reason: String) -> FileError {
    FileError(badContentsOf: name, at: .line(line), reason: reason)
  }

  private func error(line: Int, column: Int, _ reason: String) -> FileError {
    let name = header.flatMap { $0.indices.contains(column) ? $0[column] : nil }
    return FileError(
      badContentsOf: self.name, at: .field(line: line, column: column + 1, name: name),
      reason: reason)
  }

  /// What is wrong with a field of the row that was read last, for the caller to throw: the message names
  /// the line and the column.
  public func error(at column: Int, _ reason: String) -> FileError {
    error(line: row.line, column: column, reason)
  }
}

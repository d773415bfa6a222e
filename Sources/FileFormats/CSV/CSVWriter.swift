/// Writes comma-separated values (RFC 4180) row by row, in little memory, to a file that has its name only when
/// it is whole.
///
///     var writer = try CSVWriter("logits.csv", header: ["id", "logit"])
///     writer.append("a1")
///     writer.append(0.25)
///     try writer.endRow()
///     try writer.finish()
public struct CSVWriter: ~Copyable, Sendable {
  private var file: OutputFile.Writer
  private let separator: UInt8
  private let columnCount: Int
  /// The row that is being written.
  private var row: [UInt8] = []
  private var fieldCount = 0

  /// Begins a file with these names of columns.
  ///
  /// - Throws: `FileError`
  public init(
    _ path: String, header: [String], separator: CSV.Separator = .comma
  ) throws(FileError) {
    try self.init(OutputFile.Writer(path), header: header, separator: separator)
  }

  /// Writes these names of columns, and then rows, to a file that was begun, such as standard output.
  ///
  /// - Precondition: there is a column.
  /// - Throws: `FileError`
  public init(
    _ file: consuming OutputFile.Writer, header: [String], separator: CSV.Separator = .comma
  ) throws(FileError) {
    precondition(!header.isEmpty, "a table without columns")
    self.file = file
    self.separator = separator.byte
    columnCount = header.count
    for name in header { append(name) }
    try endRow()
  }

  /// Adds a field to the row, quoted where it must be.
  public mutating func append(_ field: String) {
    beginField()
    row.append(contentsOf: CSV.quoted(field, separator: separator).utf8)
  }

  /// Adds a number to the row, with as few digits as give the same bits when they are read.
  public mutating func append(_ number: Double) {
    beginField()
    row.append(contentsOf: number.description.utf8)
  }

  /// Adds a whole number to the row.
  public mutating func append(_ number: Int) {
    beginField()
    row.append(contentsOf: number.description.utf8)
  }

  private mutating func beginField() {
    if fieldCount > 0 { row.append(separator) }
    fieldCount += 1
  }

  /// Writes the row.
  ///
  /// - Precondition: it has a field for each column.
  /// - Throws: `FileError`
  public mutating func endRow() throws(FileError) {
    precondition(fieldCount == columnCount, "\(fieldCount) fields for \(columnCount) columns")
    // One empty field alone would be a blank line, which at the end of a file is no row.
    if row.isEmpty { row.append(contentsOf: "\"\"".utf8) }
    row.append(UInt8(ascii: "\n"))
    try file.write(row)
    row.removeAll(keepingCapacity: true)
    fieldCount = 0
  }

  /// Writes what is left, and gives the file its name. A writer that ends without this leaves nothing behind.
  ///
  /// - Precondition: the last row was ended.
  /// - Throws: `FileError`
  public consuming func finish() throws(FileError) {
    precondition(fieldCount == 0, "a row of \(fieldCount) fields is not ended")
    try file.finish()
  }
}

import FileFormats

/// The rows of a table in a file, one after the other. There is always one that was read last.
struct TableRows: ~Copyable {
  /// Stands at the row that was read last.
  private(set) var reader: CSVReader
  let places: ColumnPlaces

  /// Opens a table and reads the first row.
  ///
  /// - Throws: `FileError` if the file cannot be read, has no row, or has not these columns.
  init(_ table: TableFile) throws(FileError) {
    var reader = try CSVReader(
      table.path, separator: table.separator, hasHeader: table.hasHeader)
    guard try reader.next() else {
      throw FileError(badContentsOf: reader.name, reason: "there is no row in it")
    }
    places = try ColumnPlaces(
      table, header: reader.header, columnCount: reader.row.count, reader.name)
    self.reader = reader
  }

  /// Reads the next row.
  ///
  /// - Returns: whether there is one.
  mutating func next() throws(FileError) -> Bool { try reader.next() }

  /// What the features are called; `nil` without a header.
  var featureNames: [String]? {
    reader.header.map { header in places.features.map { header[$0] } }
  }

  /// The label in the row, empty where there is none; `nil` without such a column.
  var label: String? { places.label.map { reader.row.text(at: $0) } }

  /// The sample's name in the row; `nil` without such a column.
  var sampleID: String? { places.sampleID.map { reader.row.text(at: $0) } }

  /// Adds the features in the row.
  ///
  /// - Throws: `FileError`, with line and column, for one that is missing or no finite number.
  func appendFeatures(to elements: inout [Double]) throws(FileError) {
    try reader.appendNumbers(at: places.features, to: &elements)
  }
}

import FileFormats
import Tables

/// Reads the samples of a table in batches, in memory for one of them.
///
///     var reader = try SampleReader("rows.csv", columns: SampleColumns(featureCount: 2))
///     while let batch = try reader.next(maximumCount: 4096) { ... }
public struct SampleReader: ~Copyable, SampleSource {
  /// What the file is called in messages.
  public var name: String { reader.name }
  /// What the column of the samples' names is called; `nil` without such a column, or a header.
  public private(set) var sampleIDName: String? = nil

  /// Whether a column holds the samples' names.
  public var hasSampleIDs: Bool { columns.sampleID != nil }

  private var reader: CSVReader
  private let columns: SampleColumns
  private let classes: ClassIndices
  private let columnPlaces: ColumnPlaces?
  /// Whether a row was read that no batch has yet.
  private var hasRow: Bool

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the file's path, or `-`.
  ///   - separator: what stands between two fields.
  ///   - hasHeader: whether the first row names the columns.
  ///   - columns: which columns the features, labels and names are in.
  ///   - classes: the names of all classes, where labels are needed.
  /// - Throws: `FileError` if it cannot be read, or has not these columns.
  public init(
    _ path: String, separator: CSV.Separator = .comma, hasHeader: Bool = true,
    columns: SampleColumns, classes: [String] = []
  ) throws(FileError) {
    var reader = try CSVReader(path, separator: separator, hasHeader: hasHeader)
    let hasRow = try reader.next()
    var places: ColumnPlaces?
    if let count = reader.columnCount {
      places = try columns.places(in: reader.name, header: reader.header, columnCount: count)
    }
    if let header = reader.header, let column = places?.sampleID { sampleIDName = header[column] }
    self.columns = columns
    self.classes = ClassIndices(classes)
    columnPlaces = places
    self.hasRow = hasRow
    self.reader = reader
  }

  /// The next samples; `nil` after the last.
  ///
  /// - Throws: `FileError`, with line and column, for a value that is missing or no number, and for a label that is no
  ///   class.
  public mutating func next(maximumCount: Int) throws(FileError) -> SampleBatch? {
    precondition(maximumCount > 0, "batches of \(maximumCount) samples")
    guard hasRow, let columnPlaces else { return nil }
    var (elements, labels, names): ([Double], [Int], [String]) = ([], [], [])
    var places: [FileError.Place] = []
    elements.reserveCapacity(maximumCount * columnPlaces.features.count)
    while hasRow && places.count < maximumCount {
      try reader.appendNumbers(at: columnPlaces.features, to: &elements)
      if columns.needsLabel, let column = columnPlaces.label {
        labels.append(try label(at: column))
      }
      if let column = columnPlaces.sampleID { names.append(reader.row.text(at: column)) }
      places.append(.line(reader.row.line))
      hasRow = try reader.next()
    }
    return SampleBatch(
      features: Matrix(
        rowCount: places.count, columnCount: columnPlaces.features.count, elements: elements),
      labels: labels, sampleIDs: names, places: places)
  }

  private func label(at column: Int) throws(FileError) -> Int {
    try classes.index(of: reader.row.text(at: column)) { reader.error(at: column, $0) }
  }
}

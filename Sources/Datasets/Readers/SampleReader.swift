import FileFormats
import Tables

/// Reads the samples of a table in batches, in memory for one of them.
///
///     var reader = try SampleReader("rows.csv", columns: SampleColumns(featureCount: 2))
///     while let batch = try reader.next(maximumCount: 4096) { ... }
public struct SampleReader: ~Copyable, Sendable {
  /// Samples that were read together.
  public struct Batch: Sendable, Hashable {
    /// `[samples, features]`, all finite.
    public let features: Matrix
    /// Each sample's class, `[samples]`; empty where labels are not needed.
    public let labels: [Int]
    /// What the samples are called, `[samples]`; empty if no column says so.
    public let sampleIDs: [String]
    /// The lines where their rows begin, `[samples]`, from 1.
    public let lines: [Int]
  }

  /// What the file is called in messages.
  public var name: String { reader.name }
  /// What the column of the samples' names is called; `nil` without such a column, or a header.
  public private(set) var sampleIDName: String? = nil

  /// Whether a column holds the samples' names.
  public var hasSampleIDs: Bool { columns.sampleID != nil }

  private var reader: CSVReader
  private let columns: SampleColumns
  private let classIndices: [String: Int]
  private let classNames: [String]
  private let places: ColumnPlaces?
  /// Whether a row was read that no batch has yet.
  private var hasRow: Bool

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameter classes: the names of all classes, where labels are needed.
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
    classNames = classes
    classIndices = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    self.places = places
    self.hasRow = hasRow
    self.reader = reader
  }

  /// The next samples; `nil` after the last.
  ///
  /// - Throws: `FileError`, with line and column, for a value that is missing or no number, and for a label that is no
  ///   class.
  public mutating func next(maximumCount: Int) throws(FileError) -> Batch? {
    precondition(maximumCount > 0, "batches of \(maximumCount) samples")
    guard hasRow, let places else { return nil }
    var (elements, labels, names, lines): ([Double], [Int], [String], [Int]) = ([], [], [], [])
    elements.reserveCapacity(maximumCount * places.features.count)
    while hasRow && lines.count < maximumCount {
      for column in places.features {
        guard let number = reader.row.double(at: column), number.isFinite else {
          throw reader.error(at: column, TableFile.problem(with: reader.row, at: column))
        }
        elements.append(number)
      }
      if columns.needsLabel, let column = places.label {
        labels.append(try label(at: column))
      }
      if let column = places.sampleID { names.append(reader.row.text(at: column)) }
      lines.append(reader.row.line)
      hasRow = try reader.next()
    }
    return Batch(
      features: Matrix(
        rowCount: lines.count, columnCount: places.features.count, elements: elements),
      labels: labels, sampleIDs: names, lines: lines)
  }

  private func label(at column: Int) throws(FileError) -> Int {
    let text = reader.row.text(at: column)
    if let index = classIndices[text] { return index }
    if text.isEmpty {
      throw reader.error(at: column, "the label is missing; fill it in or leave the row out")
    }
    throw reader.error(
      at: column,
      "the label \(quoted(text)) is none of the classes; the nearest is "
        + quoted(ClassNames.nearest(to: text, in: classNames)))
  }
}

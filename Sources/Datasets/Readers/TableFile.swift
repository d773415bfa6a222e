import FileFormats
import Tables

/// A table in a file of comma-separated values: which columns mean what.
public struct TableFile: Sendable, Hashable {
  /// The file; `-` is standard input.
  public let path: String
  /// Whether the first line names the columns.
  public let hasHeader: Bool
  /// What stands between two fields.
  public let separator: CSV.Separator
  /// The column of the labels; `nil` if there is none, or it does not matter.
  public let label: TableColumn?
  /// The column of the samples' names.
  public let sampleID: TableColumn?
  /// The columns of the features.
  public let features: FeatureColumns

  /// A table with these columns.
  public init(
    _ path: String, hasHeader: Bool = true, separator: CSV.Separator = .comma, label: TableColumn?,
    sampleID: TableColumn? = nil, features: FeatureColumns
  ) {
    self.path = path
    self.hasHeader = hasHeader
    self.separator = separator
    self.label = label
    self.sampleID = sampleID
    self.features = features
  }

  /// Reads the whole file.
  ///
  /// - Parameter classes: the names of all classes, in their order; else those that occur.
  /// - Throws: `FileError`, with line and column, if the file cannot be read, has no such column, a value is missing or
  ///   no number, or the labels and names are not what ``DataTable`` takes.
  public func read(classes: [String]? = nil) throws(FileError) -> DataTable {
    var reader = try CSVReader(path, separator: separator, hasHeader: hasHeader)
    guard try reader.next() else {
      throw FileError(badContentsOf: reader.name, reason: "there is no row in it")
    }
    let places = try ColumnPlaces(
      self, header: reader.header, columnCount: reader.row.count, reader.name)
    var (elements, labels, names): ([Double], [String?], [String]) = ([], [], [])
    repeat {
      guard elements.count + places.features.count <= DataTable.elementLimit else {
        throw FileError(
          badContentsOf: reader.name,
          reason: "it has more than \(DataTable.elementLimit) numbers; leave out rows or features")
      }
      for column in places.features {
        guard let number = reader.row.double(at: column), number.isFinite else {
          throw reader.error(at: column, Self.problem(with: reader.row, at: column))
        }
        elements.append(number)
      }
      if let column = places.label { labels.append(reader.row.text(at: column)) }
      if let column = places.sampleID { names.append(reader.row.text(at: column)) }
    } while try reader.next()
    let features = Matrix(
      rowCount: elements.count / places.features.count, columnCount: places.features.count,
      elements: elements)
    do throws(DatasetError) {
      return try DataTable(
        features: features,
        featureNames: reader.header.map { header in places.features.map { header[$0] } },
        labels: places.label == nil ? Array(repeating: nil, count: features.rowCount) : labels,
        classes: classes, sampleIDs: places.sampleID == nil ? nil : names)
    } catch {
      throw FileError(badContentsOf: reader.name, reason: "\(error)")
    }
  }

  static func problem(with row: borrowing CSVRow, at column: Int) -> String {
    if row.isEmpty(at: column) {
      return "the value is missing; fill it in or leave the row out"
    }
    return "\(quoted(row.text(at: column))) is no finite number"
  }
}

/// Where a file has the columns of a table.
struct ColumnPlaces {
  let features: [Int]
  let label, sampleID: Int?

  init(
    _ table: TableFile, header: [String]?, columnCount: Int, _ file: String
  ) throws(FileError) {
    func place(_ column: TableColumn) throws(FileError) -> Int {
      switch column {
      case .index(let index):
        let place = index < 0 ? columnCount + index : index
        guard (0..<columnCount).contains(place) else {
          throw FileError(
            badContentsOf: file,
            reason: "there is no column \(index); there are 0 to \(columnCount - 1)")
        }
        return place
      case .name(let name):
        guard let header else {
          throw FileError(
            badContentsOf: file,
            reason:
              "the column \(quoted(name)) cannot be found without a header; give its number, from 0"
          )
        }
        let places = header.indices.filter { header[$0] == name }
        guard let place = places.first else {
          throw FileError(
            badContentsOf: file, at: .line(1),
            reason: "there is no column \(quoted(name)); the nearest is "
              + quoted(ClassNames.nearest(to: name, in: header)))
        }
        guard places.count == 1 else {
          throw FileError(
            badContentsOf: file, at: .line(1), reason: "there are two columns \(quoted(name))")
        }
        return place
      }
    }
    func optional(_ column: TableColumn?) throws(FileError) -> Int? {
      guard let column else { return nil }
      return try place(column)
    }
    label = try optional(table.label)
    sampleID = try optional(table.sampleID)
    var features: [Int] = []
    switch table.features {
    case .columns(let columns):
      for column in columns { features.append(try place(column)) }
    case .rest(let count):
      let others = Set([label, sampleID].compactMap { $0 })
      features = (0..<columnCount).filter { !others.contains($0) }
      guard features.count == count else {
        throw FileError(
          badContentsOf: file,
          reason: "\(features.count) columns are features, where \(count) should be")
      }
    }
    self.features = features
  }
}

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
    var rows = try TableRows(self)
    var (elements, labels, names): ([Double], [String?], [String]) = ([], [], [])
    repeat {
      guard elements.count + rows.places.features.count <= DataTable.elementLimit else {
        throw FileError(
          badContentsOf: rows.reader.name,
          reason: "it has more than \(DataTable.elementLimit) numbers; leave out rows or features")
      }
      try rows.appendFeatures(to: &elements)
      if let label = rows.label { labels.append(label) }
      if let name = rows.sampleID { names.append(name) }
    } while try rows.next()
    let width = rows.places.features.count
    let features = Matrix(
      rowCount: elements.count / width, columnCount: width, elements: elements)
    do throws(DatasetError) {
      return try DataTable(
        features: features, featureNames: rows.featureNames,
        labels: label == nil ? Array(repeating: nil, count: features.rowCount) : labels,
        classes: classes, sampleIDs: sampleID == nil ? nil : names)
    } catch {
      throw FileError(badContentsOf: rows.reader.name, reason: "\(error)")
    }
  }
}

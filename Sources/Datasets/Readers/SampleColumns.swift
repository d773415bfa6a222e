import FileFormats

/// Which columns of somebody's table a model's features are in, and the labels and names of samples.
public struct SampleColumns: Sendable, Hashable {
  /// How many features a sample has.
  public var featureCount: Int
  /// What they are called, `[featureCount]`; `nil` if nobody knows.
  public var featureNames: [String]?
  /// Where the labels are wanted for something; else they are only kept apart from the features.
  public var needsLabel: Bool
  /// The column of the labels. Without it they are in one called ``labelName``, or `label`; in a file without a header,
  /// if they are needed, in the last.
  public var label: TableColumn?
  /// What the column of the labels was called in other data.
  public var labelName: String?
  /// The column of the samples' names.
  public var sampleID: TableColumn?

  /// So many features, found by their names if the file has them; else all columns in order, labels and names aside.
  public init(featureCount: Int, featureNames: [String]? = nil) {
    self.featureCount = featureCount
    self.featureNames = featureNames
    needsLabel = false
  }

  /// Finds the columns in a file.
  ///
  /// - Throws: `FileError` if one is not there, or too many or too few are left for the features.
  func places(
    in file: String, header: [String]?, columnCount: Int
  ) throws(FileError) -> ColumnPlaces {
    func places(
      label: TableColumn?, _ features: FeatureColumns
    ) throws(FileError) -> ColumnPlaces {
      try ColumnPlaces(
        TableFile(
          file, hasHeader: header != nil, label: label, sampleID: sampleID, features: features),
        header: header, columnCount: columnCount, file)
    }
    var label = self.label
    if label == nil { label = try guessedLabel(in: file, header) }
    if let featureNames, let header, header.contains(where: featureNames.contains) {
      return try places(label: label, .columns(featureNames.map { .name($0) }))
    }
    let others = try places(label: label, .columns([]))
    let features = others.rest(of: columnCount)
    guard features.count == featureCount else {
      throw FileError(
        badContentsOf: file, at: .line(1),
        reason: problem(features.count, others))
    }
    if let header, features.allSatisfy({ Double(header[$0]) != nil }) {
      throw FileError(
        badContentsOf: file, at: .line(1),
        reason: "numbers stand where the columns' names should be; is there no header?")
    }
    return try places(label: label, .columns(features.map { .index($0) }))
  }

  /// What the column of the labels would be called, or where it would be.
  private func guessedLabel(
    in file: String, _ header: [String]?
  ) throws(FileError) -> TableColumn? {
    guard let header else { return needsLabel ? .index(-1) : nil }
    let names = [labelName, "label"].compactMap { $0 }
    if let name = names.first(where: header.contains), featureNames?.contains(name) != true {
      return .name(name)
    }
    guard needsLabel else { return nil }
    throw FileError(
      badContentsOf: file, at: .line(1),
      reason: "there is no column \(quoted(names[0])); which one holds the labels?")
  }

  private func problem(_ found: Int, _ others: ColumnPlaces) -> String {
    let aside = [
      others.label == nil ? nil : "labels", others.sampleID == nil ? nil : "ids",
    ].compactMap { $0 }
    let columns =
      "\(found) \(found == 1 ? "column" : "columns")"
      + (aside.isEmpty ? "" : " besides \(aside.joined(separator: " and "))")
    let problem = "\(columns), where there should be \(featureCount)"
    guard let featureNames else { return "\(problem); leave the others out" }
    let names = featureNames.prefix(8).map(quoted).joined(separator: ", ")
    return
      "\(problem); name them \(featureCount > 8 ? "\(names), ..." : names), or leave others out"
  }
}

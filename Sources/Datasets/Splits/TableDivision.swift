import Tables

/// How a table's rows come to be in parts.
public enum TableDivision: Sendable, Hashable {
  /// By shares, anew for each seed.
  case shares(StratifiedSplit)
  /// As they were given: the same for all seeds.
  case given(SplitRows)

  /// The rows of a seed's parts.
  ///
  /// - Throws: `DatasetError` if a class has too few rows.
  public func rows(of table: DataTable, seed: UInt64) throws(DatasetError) -> SplitRows {
    switch self {
    case .shares(let split): try split.rows(of: table, seed: seed)
    case .given(let rows): rows
    }
  }
}

extension DataTable {
  /// Tables of the same features and classes, one below the other.
  ///
  /// - Throws: `DatasetError` if features differ, a name is there twice, or only some have names.
  /// - Precondition: there is a table, and all have the same classes.
  public init(joining tables: [DataTable]) throws(DatasetError) {
    let first = tables[0]
    precondition(tables.allSatisfy { $0.classNames == first.classNames }, "different classes")
    for table in tables where table.featureNames != first.featureNames {
      throw .invalidSetting(
        "the features of a part", table.featureNames.joined(separator: ", "),
        "those of the first: \(first.featureNames.joined(separator: ", "))")
    }
    let ids = tables.compactMap(\.sampleIDs)
    guard ids.isEmpty || ids.count == tables.count else {
      throw .invalidSetting("the ids of a part", "missing", "there for all parts or none")
    }
    try self.init(
      features: Matrix(
        rowCount: tables.reduce(0) { $0 + $1.sampleCount },
        columnCount: first.features.columnCount, elements: tables.flatMap(\.features.elements)),
      featureNames: first.featureNames,
      labels: tables.flatMap { table in table.labels.map { $0.map { table.classNames[$0] } } },
      classes: first.classNames,
      sampleIDs: ids.isEmpty ? nil : ids.flatMap { $0 })
  }
}

import Tables

/// What a user's file becomes: samples with their names, not yet divided into parts.
///
/// A row may be without a label; such rows belong to no class and serve as an unlabelled transfer set.
public struct DataTable: Sendable, Hashable {
  /// `[samples, features]`, all finite.
  public let features: Matrix
  /// What the columns are called, `[features]`, all distinct.
  public let featureNames: [String]
  /// Each sample's class, `[samples]`, an index into `classNames`; `nil` where there is no label.
  public let labels: [Int?]
  /// What the classes are called, `[classes]`, all distinct.
  public let classNames: [String]
  /// What the samples are called, `[samples]`, all distinct; `nil` if they have no names.
  public let sampleIDs: [String]?

  /// A table of these samples.
  ///
  /// The classes are numbered in the order of `classes`. Without it they are the labels that occur, in
  /// numerical order if all are integers, else in the order of their Unicode code points.
  ///
  /// The matrix is kept without a copy. The labels take 16 bytes a row; while names are checked, a set of
  /// them is in memory as well.
  ///
  /// - Parameters:
  ///   - features: `[samples, features]`
  ///   - featureNames: `[features]`; `x0`, `x1`, ... if they are not given.
  ///   - labels: the name of each sample's class, `[samples]`. `nil` and the empty text mean no label.
  ///   - classes: the names of all classes, whether or not each occurs.
  ///   - sampleIDs: `[samples]`
  /// - Throws: `DatasetError` if counts do not agree, a name is there twice, a feature is not finite, a
  ///   label is unknown, or there are too few or too many classes. Rows are counted from 1.
  public init(
    features: Matrix, featureNames: [String]? = nil, labels: [String?], classes: [String]? = nil,
    sampleIDs: [String]? = nil
  ) throws(DatasetError) {
    try Self.check(rowCount: features.rowCount, columnCount: features.columnCount)
    let columnNames = featureNames ?? Self.featureNames(count: features.columnCount)
    try Self.check(columnNames, "feature names", features.columnCount, "features")
    try Self.checkDistinct(columnNames, "the feature name", "column")
    try Self.check(labels, "labels", features.rowCount, "rows")
    if let sampleIDs {
      try Self.check(sampleIDs, "sample ids", features.rowCount, "rows")
      try Self.checkDistinct(sampleIDs, "the sample id", "row")
    }
    try Self.checkFinite(features, columnNames, sampleIDs)
    if let classes {
      try ClassNames.check(classes)
      classNames = classes
    } else {
      classNames = try ClassNames.found(in: labels)
    }
    self.labels = try ClassNames.indices(of: labels, in: classNames, sampleIDs)
    self.features = features
    self.featureNames = columnNames
    self.sampleIDs = sampleIDs
  }

  /// What features are called if nobody says: `x0`, `x1`, ...
  static func featureNames(count: Int) -> [String] { (0..<count).map { "x\($0)" } }

  /// The most numbers that a table may hold: 2 GiB of them.
  public static let elementLimit = 1 << 28
  /// The most classes that a table may have.
  public static let classLimit = 10_000

  /// How many samples there are, with and without a label.
  public var sampleCount: Int { features.rowCount }
  /// How many classes there are, whether or not each occurs.
  public var classCount: Int { classNames.count }

  /// How many samples of each class there are, `[classes]`.
  public var classSizes: [Int] {
    labels.reduce(into: [Int](repeating: 0, count: classCount)) { sizes, label in
      if let label { sizes[label] += 1 }
    }
  }

  /// Some rows and their labels as a data set: a copy of them.
  ///
  /// - Precondition: each of these rows has a label.
  public func dataset(ofRows rows: [Int]) -> Dataset {
    let labels = rows.map { row in
      guard let label = self.labels[row] else { preconditionFailure("row \(row) has no label") }
      return label
    }
    return Dataset(features: features.selecting(rows: rows), labels: labels, classCount: classCount)
  }
}

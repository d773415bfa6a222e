import Datasets
import FileFormats

/// A table in a file: which columns mean what, and how the rows are divided.
///
/// Features and classes are declared, so that a plan can be checked where the file is not.
public struct DataFilePlan: TablePlan {
  /// The file, from the working folder; `nil` if each part has one.
  public var path: String?
  /// The files of the parts, all with the same columns, if these are given.
  public var parts: GivenParts<String>?
  /// How to get the file, for those who have not got it.
  public var obtain: String?
  /// Whether the first line names the columns.
  public var header: Bool
  /// What stands between two fields: one character.
  public var separator: String
  /// The column of the labels.
  public var label: TableColumn
  /// The column of the samples' names, if there is one.
  public var id: TableColumn?
  /// The columns of the features.
  public var features: FeatureColumns
  /// The names of the classes, in their order.
  public var classes: [String]
  /// How the file's rows are divided; `nil` if each part has a file.
  public var split: SplitPlan?
  /// What features go through before a network or circuit sees them, in order: fitted to each seed's training rows.
  public var preprocess: [FeatureTransform]

  /// A table.
  public init(
    path: String?, label: TableColumn, features: FeatureColumns, classes: [String],
    split: SplitPlan?
  ) {
    self.path = path
    (header, separator) = (true, ",")
    self.label = label
    self.features = features
    self.classes = classes
    self.split = split
    preprocess = []
  }
}

extension DataFilePlan {
  /// How many columns are features.
  public var featureCount: Int { features.count }
  /// Whether there is a column of names.
  public var hasIDs: Bool { id != nil }

  /// What stands between two fields, if it is something that can.
  var csvSeparator: CSV.Separator? {
    separator.count == 1 ? CSV.Separator(rawValue: separator.first!) : nil
  }
}

extension DataFilePlan {
  /// Makes sure that it is said which rows and columns are meant.
  func checkColumns() throws(PlanError) {
    guard parts != nil || path != nil else {
      throw PlanError("data", "where is the table? give path and split, or parts")
    }
    if parts != nil && (path != nil || split != nil) {
      throw PlanError(
        "data.parts", "parts that are given are not divided: leave out path and split")
    }
    try parts?.check { $0 }
    guard parts != nil || split != nil else {
      throw PlanError("data", "how are the rows divided? give split")
    }
    guard csvSeparator != nil else {
      throw PlanError("data.separator", "\"\(separator)\"; it must be one of , ; and a tab")
    }
    if case .columns(let columns) = features, Set(columns).count < columns.count {
      throw PlanError("data.features", "one stands there twice")
    }
  }
}

/// All but label, features, classes, and either path and split or parts, may be left out.
extension DataFilePlan: Codable {
  private enum CodingKeys: CodingKey {
    case path, parts, obtain, header, separator, label, id, features, classes, split, preprocess
  }

  /// Decodes a table's description.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      path: try container.decodeIfPresent(String.self, forKey: .path),
      label: try container.decode(TableColumn.self, forKey: .label),
      features: try container.decode(FeatureColumns.self, forKey: .features),
      classes: try container.decode([String].self, forKey: .classes),
      split: try container.decodeIfPresent(SplitPlan.self, forKey: .split))
    parts = try container.decodeIfPresent(GivenParts<String>.self, forKey: .parts)
    obtain = try container.decodeIfPresent(String.self, forKey: .obtain)
    header = try container.decodeIfPresent(Bool.self, forKey: .header) ?? header
    separator = try container.decodeIfPresent(String.self, forKey: .separator) ?? separator
    id = try container.decodeIfPresent(TableColumn.self, forKey: .id)
    preprocess =
      try container.decodeIfPresent([FeatureTransform].self, forKey: .preprocess) ?? preprocess
  }
}

/// As a number from 0, or a name.
extension TableColumn: Codable {
  /// Decodes a column.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let index = try? container.decode(Int.self) {
      self = .index(index)
    } else {
      self = .name(try container.decode(String.self))
    }
  }

  /// Encodes the column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .index(let index): try container.encode(index)
    case .name(let name): try container.encode(name)
    }
  }
}

/// As a list of columns, or their number if they are all that are left.
extension FeatureColumns: Codable {
  /// Decodes columns.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      self = .rest(count: count)
    } else {
      self = .columns(try container.decode([TableColumn].self))
    }
  }

  /// Encodes the columns.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .rest(let count): try container.encode(count)
    case .columns(let columns): try container.encode(columns)
    }
  }
}

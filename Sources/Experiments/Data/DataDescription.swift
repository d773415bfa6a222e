import Datasets
import FileFormats

/// What a file of data holds, and how a plan would name it: what `qdistill data describe` finds.
public struct DataDescription: Sendable, Hashable, Codable {
  /// The format's name and version.
  public let format: String
  /// The file; `-` is standard input.
  public let file: String
  /// What its columns hold.
  public let table: TableDescription
  /// The SHA-256 of the data as ``plan`` reads them, which `qdistill check` prints and a teacher's file may state; `nil` if
  /// it does not read them.
  public let dataSHA256: String?
  /// What a plan may say of these data; `nil` if there is too little to say, or nothing that it could read.
  public let plan: DataPlan?
  /// What stands in the way of a plan, and what else one should know, a sentence each.
  public let remarks: [String]

  /// The format's name and version.
  public static let format = "qdistill-data/1"

  /// The `data` of a plan, in YAML.
  ///
  /// - Parameter width: as many columns as a line of several values may fill.
  public func planYAML(width: Int = 80) throws -> String? {
    guard let plan else { return nil }
    return try PlanEncoder.encode(["data": plan]).yaml(width: width)
  }

  /// The description of a table in a file. Memory does not grow with its rows, ids aside.
  ///
  /// - Throws: `FileError` if the file cannot be read, is no table, or has no such column.
  public init(of file: TableFile) throws(FileError) {
    let table = try file.describe()
    var remarks = DataRemarks(table)
    let isReadOnce = FileContents.isReadOnce(file.path)
    if isReadOnce {
      remarks.notes.append("a pipe is read only once: for the SHA-256 of the data, name a file")
    }
    let plan = remarks.isReadable ? DataFilePlan(describing: file, table) : nil
    var hash: String?
    if let plan, !remarks.isRefused, !isReadOnce {
      let read = TableFile(
        file.path, hasHeader: file.hasHeader, separator: file.separator, label: plan.label,
        sampleID: plan.id, features: .columns(table.features.map { .index($0.index) }))
      hash = try canonicalSHA256 { hash throws(FileError) in
        try read.withCanonicalBytes(rowCount: table.rowCount, classes: plan.classes, hash)
      }
    }
    self.init(file.path, table, hash, plan.map { .file($0) }, remarks)
  }

  /// The description of samples in arrays. Memory does not grow with their number, ids aside, unless they are compressed.
  ///
  /// - Throws: `FileError` if a file cannot be read, or arrays do not fit together.
  public init(of files: ArrayFiles) throws(FileError) {
    let table = try files.describe()
    let remarks = DataRemarks(table)
    let plan = remarks.isReadable ? DataArraysPlan(describing: files, table) : nil
    var hash: String?
    if let plan, !remarks.isRefused {
      hash = try canonicalSHA256 { hash throws(FileError) in
        try files.withCanonicalBytes(classes: plan.classes, hash)
      }
    }
    self.init(files.archive ?? files.features, table, hash, plan.map { .arrays($0) }, remarks)
  }

  private init(
    _ file: String, _ table: TableDescription, _ hash: String?, _ plan: DataPlan?,
    _ remarks: DataRemarks
  ) {
    format = Self.format
    self.file = file
    self.table = table
    dataSHA256 = hash
    self.plan = plan
    self.remarks = remarks.obstacles + remarks.refusals + remarks.notes
  }
}

extension DataFilePlan {
  /// A plan of a table that was described.
  fileprivate init?(describing file: TableFile, _ table: TableDescription) {
    func column(_ description: ColumnDescription) -> TableColumn {
      description.name.map { .name($0) } ?? .index(description.index)
    }
    guard let label = table.columns.first(where: { $0.role == .label }), let classes = table.label
    else { return nil }
    let features = table.features
    let isRest = !table.columns.contains { $0.role == .other }
    self.init(
      path: file.path, label: column(label),
      features: isRest && features.count > 12
        ? .rest(count: features.count) : .columns(features.map(column)),
      classes: classes.classes.map(\.name), split: .usual)
    id = table.columns.first { $0.role == .id }.map(column)
    header = file.hasHeader
    separator = String(file.separator.rawValue)
    preprocess = [.standard]
  }
}

extension DataArraysPlan {
  /// A plan of arrays that were described.
  fileprivate init?(describing files: ArrayFiles, _ table: TableDescription) {
    guard let labels = files.labels, let classes = table.label else { return nil }
    self.init(
      archive: files.archive, features: files.features, labels: labels, ids: files.ids,
      featureCount: table.features.count, classes: classes.classes.map(\.name), split: .usual,
      preprocess: [.standard])
  }
}

extension SplitPlan {
  /// Shares for those who have not thought of any yet.
  static let usual = SplitPlan(teacher: 0.65, student: .ofTeacher(0.2), validation: 0.1, test: 0.25)
}

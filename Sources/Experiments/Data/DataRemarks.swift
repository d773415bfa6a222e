import Datasets

/// What should be known of a table before a plan reads it, a sentence each.
struct DataRemarks {
  /// Why there is no plan that could read it.
  private(set) var obstacles: [String] = []
  /// Why a plan refuses it as it is.
  private(set) var refusals: [String] = []
  /// What else there is to know.
  var notes: [String] = []

  /// Whether a plan can be written.
  var isReadable: Bool { obstacles.isEmpty }
  /// Whether a plan's reader would stop at something.
  private(set) var isRefused = false

  init(_ table: TableDescription) {
    addLabel(table)
    addFeatures(table)
    if table.oddCount > 0 {
      isRefused = true
      refusals.append(
        "a plan refuses values that are missing or odd: fill them in, or leave the rows or columns out"
      )
    }
    for column in table.features where column.countsRows {
      notes.append(
        "\(column.shownName) counts the rows, and is taken for a feature; if it names them, say so: --id"
      )
    }
    let others = table.columns.filter { $0.role == .other }
    if !others.isEmpty {
      notes.append("no features, as they hold texts: \(Self.list(others))")
    }
  }

  private mutating func addLabel(_ table: TableDescription) {
    guard let label = table.label else {
      let what = table.array == nil ? "which column holds" : "where are"
      obstacles.append("\(what) the labels? With --label there are classes and a plan, too")
      return
    }
    let names = label.classes.map(\.name)
    if label.hasTooManyClasses {
      obstacles.append(
        "more than \(DataTable.classLimit) different labels; is it an id or a number to predict?")
    } else if names.count < 2 {
      obstacles.append("\(DatasetError.tooFewClasses(names))")
    }
    let parts = ["teacher", "validation", "test"]
    for small in label.classes.filter({ $0.sampleCount < parts.count }).prefix(3) {
      refusals.append(
        "\(DatasetError.classTooSmall(small.name, rowCount: small.sampleCount, parts: parts))")
    }
    if label.unlabelledCount > 0 {
      notes.append(
        "samples without a label, which are in no labelled part: \(label.unlabelledCount)")
    }
  }

  private mutating func addFeatures(_ table: TableDescription) {
    let features = table.features
    if features.isEmpty { obstacles.append("no column holds numbers, which features must be") }
    var names: Set<String> = []
    for case let name? in table.columns.map(\.name) where !names.insert(name).inserted {
      obstacles.append("there are two columns \"\(name)\"; give each its own name")
      break
    }
    if table.rowCount > DataTable.elementLimit / max(1, features.count) {
      let error = DatasetError.tableTooLarge(
        rowCount: table.rowCount, columnCount: features.count)
      obstacles.append("\(error)")
    }
  }

  private static func list(_ columns: [ColumnDescription]) -> String {
    let names = columns.prefix(8).map(\.shownName).joined(separator: ", ")
    return columns.count > 8 ? "\(names), ... (\(columns.count))" : names
  }
}

extension ColumnDescription {
  /// What the column is called, or its number.
  public var shownName: String { name ?? "\(index)" }
}

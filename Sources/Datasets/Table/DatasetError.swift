/// What is wrong with the data that someone asked for or brought.
public enum DatasetError: Error, Sendable, Hashable {
  /// A setting that no data set, split or transform can have: its name, its value and what it may be.
  case invalidSetting(_ name: String, _ value: String, _ allowed: String)
  /// More numbers than a table may hold.
  case tableTooLarge(rowCount: Int, columnCount: Int)
  /// No rows, or no features.
  case emptyTable(rowCount: Int, columnCount: Int)
  /// Not one of something, such as labels, for each row or column: how many there are of both.
  case wrongCount(_ count: Int, _ what: String, expected: Int, _ of: String)
  /// A name that is there twice: whose, the name, and both places.
  case repeatedName(_ what: String, _ name: String, _ first: String, _ second: String)
  /// A feature that is no finite number.
  case notFinite(_ value: String, feature: String, place: String)
  /// Fewer than two classes: those that there are.
  case tooFewClasses([String])
  /// More classes than there may be.
  case tooManyClasses(Int)
  /// A label that is none of the given classes, and the class whose name is nearest to it.
  case unknownLabel(_ label: String, place: String, nearest: String)
  /// A class without a row for each part that needs one.
  case classTooSmall(_ name: String, rowCount: Int, parts: [String])
  /// A class without any row.
  case classWithoutRows(Int)
  /// A transform that cannot be fitted to these features: which, why, and what helps.
  case cannotFit(_ transform: String, _ reason: String, remedy: String)
}

extension DatasetError: CustomStringConvertible {
  /// The error in one line: what, where, what helps.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let value, let allowed):
      "\(name) is \(value); it must be \(allowed)"
    case .tableTooLarge(let rowCount, let columnCount):
      "a table of \(rowCount) rows and \(columnCount) features is too large: at most "
        + "\(DataTable.elementLimit) numbers fit; leave out rows or features"
    case .emptyTable(let rowCount, let columnCount):
      "a table of \(rowCount) rows and \(columnCount) features holds nothing; it needs one of each"
    case .wrongCount(let count, let what, let expected, let of):
      "\(count) \(what) for \(expected) \(of); there must be one for each"
    case .repeatedName(let what, let name, let first, let second):
      "\(what) \(quoted(name)) is at \(first) and at \(second); give each its own"
    case .notFinite(let value, let feature, let place):
      "feature \(quoted(feature)) of \(place) is \(value); "
        + "put a finite number there or leave the row out"
    case .tooFewClasses(let names):
      (names.isEmpty ? "no row has a label" : "the only class is \(quoted(names[0]))")
        + "; a classification needs at least 2 classes"
    case .tooManyClasses(let count):
      "\(count) different labels are more than \(DataTable.classLimit) classes; "
        + "is this column an id or a number to predict? Choose another one"
    case .unknownLabel(let label, let place, let nearest):
      "the label \(quoted(label)) of \(place) is none of the classes; the nearest is "
        + "\(quoted(nearest)): correct the label or name it as a class"
    case .classTooSmall(let name, let rowCount, let parts):
      "class \(quoted(name)) has \(rowCount) labelled rows, too few for one in each of "
        + "\(parts.joined(separator: ", ")); add rows or leave the class or a part out"
    case .classWithoutRows(let index):
      "class \(index) has no row, so it has no weight; add a row or leave the class out"
    case .cannotFit(let transform, let reason, let remedy):
      "\(transform) cannot be fitted: \(reason); \(remedy)"
    }
  }
}

/// Text from outside in quotes, on one line and not too long.
func quoted(_ text: String) -> String {
  text.count > 60 ? String(text.prefix(60)).debugDescription + "..." : text.debugDescription
}

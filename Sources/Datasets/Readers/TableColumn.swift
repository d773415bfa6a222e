/// A column of a table.
public enum TableColumn: Sendable, Hashable {
  /// The column with this number, from 0; a negative one counts from the end.
  case index(Int)
  /// The column of that name.
  case name(String)
}

/// The columns that are features.
public enum FeatureColumns: Sendable, Hashable {
  /// These.
  case columns([TableColumn])
  /// All that are not labels or samples' names: so many.
  case rest(count: Int)

  /// How many they are.
  public var count: Int {
    switch self {
    case .columns(let columns): columns.count
    case .rest(let count): count
    }
  }
}

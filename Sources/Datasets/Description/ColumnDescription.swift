/// What a column of a table holds.
public struct ColumnDescription: Sendable, Hashable, Codable {
  /// What a column is to a plan.
  public enum Role: String, Sendable, Hashable, Codable {
    /// It holds numbers.
    case feature
    /// It holds the classes' names.
    case label
    /// It holds the samples' names.
    case id
    /// It holds texts, or nothing: it is left out.
    case other
  }

  /// Its number, from 0.
  public let index: Int
  /// What it is called; `nil` without a header.
  public let name: String?
  /// What it is to a plan.
  public let role: Role
  /// Its finite numbers, if it has any.
  public let numbers: NumberSummary?
  /// What is neither number nor missing, if anything is.
  public let texts: TextSummary?
  /// How many values are missing: empty, or nothing but spaces.
  public let missingCount: Int
  /// How many values a plan would refuse: of a feature those that are missing or no finite numbers, of ids those that are
  /// missing or there twice.
  public let oddCount: Int
  /// The first of them.
  public let odd: [OddValue]
  /// Whether the numbers count the rows: each is the one before plus 1.
  public let countsRows: Bool
}

/// A value that a plan would refuse.
public struct OddValue: Sendable, Hashable, Codable {
  /// What is odd about it.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// There is none.
    case missing
    /// A text among numbers.
    case text
    /// Infinite, or NaN.
    case notFinite
    /// A name that another sample has too.
    case repeated
  }

  /// What is odd about it.
  public let kind: Kind
  /// The line where its row begins, from 1; `nil` in an array.
  public let line: Int?
  /// The row, from 1; in a file with a header, that is not counted.
  public let row: Int
  /// What stands there.
  public let value: String

  /// How many are kept for each column.
  public static let limit = 3
}

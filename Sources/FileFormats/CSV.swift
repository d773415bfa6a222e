/// Comma-separated values (RFC 4180), with `\n` at the end of each line.
public enum CSV {
  /// The text of a table with these column names.
  ///
  /// - Precondition: every row has a field for each column.
  public static func text(header: [String], rows: some Sequence<[String]>) -> String {
    var text = line(header)
    for row in rows {
      precondition(row.count == header.count, "\(row.count) fields for \(header.count) columns")
      text += line(row)
    }
    return text
  }

  /// One line of fields. Fields with a comma, a quote or a line break are quoted.
  public static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }
    guard needsQuotes else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

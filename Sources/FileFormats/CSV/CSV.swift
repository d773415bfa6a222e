/// Comma-separated values (RFC 4180), with `\n` at the end of each line.
public enum CSV {
  /// What stands between two fields.
  public enum Separator: Character, Sendable, CaseIterable {
    /// As in RFC 4180.
    case comma = ","
    /// As spreadsheets write where the comma stands in numbers.
    case semicolon = ";"
    /// As in files called `.tsv`.
    case tab = "\t"

    /// The separator in a file.
    var byte: UInt8 { rawValue.asciiValue! }
  }

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
    fields.map { quoted($0) }.joined(separator: ",") + "\n"
  }

  /// A field as it stands in a file.
  static func quoted(_ field: String, separator: UInt8 = Separator.comma.byte) -> String {
    let needsQuotes = field.utf8.contains {
      $0 == separator || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d
    }
    guard needsQuotes else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

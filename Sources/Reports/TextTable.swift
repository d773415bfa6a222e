/// A table in plain text, its columns aligned.
struct TextTable {
  /// Where a column's cells stand.
  enum Alignment {
    case left, right
  }

  /// A column's title and alignment.
  typealias Column = (title: String, alignment: Alignment)

  /// The columns' titles and alignments.
  let columns: [Column]
  /// The rows, a cell for each column.
  var rows: [[String]] = []
  /// The titles of columns that are left out where lines would be too wide with them, the first one first.
  var dispensable: [String] = []

  /// The table's lines: no wider than `width`, if columns must for that be left out, or rows be written as lists.
  func lines(width: Int) -> [String] {
    let widths = columns.indices.map { column in
      ([columns[column].title] + rows.map { $0[column] }).map(\.count).max()!
    }
    let total = widths.reduce(0, +) + columns.count - 1
    if total <= width { return alignedLines(widths) }
    guard let title = dispensable.first else { return listLines() }
    return withoutColumn(title).lines(width: width)
  }

  private func withoutColumn(_ title: String) -> TextTable {
    let kept = columns.indices.filter { columns[$0].title != title }
    return TextTable(
      columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      dispensable: Array(dispensable.dropFirst()))
  }

  private func alignedLines(_ widths: [Int]) -> [String] {
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([columns.map(\.title), rule] + rows).map { cells in
      let padded = cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].count)
        return columns[column].alignment == .left
          ? cells[column] + padding : padding + cells[column]
      }
      let line = padded.joined(separator: " ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Each row as a list under its first cell.
  private func listLines() -> [String] {
    rows.flatMap { cells in
      ["\(columns[0].title): \(cells[0])"]
        + cells.indices.dropFirst().map { "  \(columns[$0].title): \(cells[$0])" }
    }
  }

  /// The table in Markdown.
  var markdown: [String] {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    let rule = columns.map { $0.alignment == .left ? ":--" : "--:" }
    return [line(columns.map(\.title)), line(rule)] + rows.map(line)
  }
}

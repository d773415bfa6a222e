/// A table in plain text, its columns aligned.
struct TextTable {
  /// Where a column's cells stand.
  enum Alignment {
    case left, right
  }

  /// The columns' titles and alignments.
  let columns: [(title: String, alignment: Alignment)]
  /// The rows, a cell for each column.
  var rows: [[String]] = []

  /// The table's lines: no wider than `width`, if the rows must for that be written as lists.
  func lines(width: Int) -> [String] {
    let widths = columns.indices.map { column in
      ([columns[column].title] + rows.map { $0[column] }).map(\.count).max()!
    }
    let total = widths.reduce(0, +) + columns.count - 1
    return total <= width ? alignedLines(widths) : listLines()
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
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = columns.map { $0.alignment == .left ? ":--" : "--:" }
    return [line(columns.map(\.title)), line(rule)] + rows.map(line)
  }
}

extension Figure {
  /// A table of numbers as shades: what two settings do together.
  ///
  /// - Parameters:
  ///   - rows: the values of the setting that grows upwards.
  ///   - columns: those of the other one.
  ///   - values: `[rows, columns]`; `nil` where there is none.
  static func heatMap(
    name: FigureName, title: String, caption: String, rowTitle: String, rows: [String],
    columnTitle: String, columns: [String], valueTitle: String, values: [[Double?]]
  ) -> Figure {
    precondition(
      values.count == rows.count && values.allSatisfy { $0.count == columns.count },
      "a heat map of \(values.map(\.count)) numbers for \(rows.count) x \(columns.count)")
    let present = values.joined().compactMap { $0 }
    let (low, high) = (present.min() ?? 0, present.max() ?? 0)
    let cells = values.enumerated().flatMap { row, values in
      values.enumerated().compactMap { column, value in
        value.map {
          Mark.Cell(
            rectangle: .unit(column: column, row: row),
            // The lowest one can still be told from none.
            shade: high > low ? 0.08 + 0.92 * ($0 - low) / (high - low) : 0.5, text: score($0))
        }
      }
    }
    let panel = Panel(
      title: "", summary: "\(valueTitle) from \(score(present.min())) to \(score(present.max())).",
      x: .names(columns, title: columnTitle), y: .names(rows, title: rowTitle),
      marks: [.cells(cells)],
      height: max(120, 34 * Double(rows.count)))
    return Figure(
      name: name, title: title, caption: caption, groups: [[panel]], legend: [],
      table: Table(
        columns: [rowTitle, columnTitle, valueTitle],
        rows: rows.indices.flatMap { row in
          columns.indices.map { [rows[row], columns[$0], cell(values[row][$0])] }
        }))
  }
}

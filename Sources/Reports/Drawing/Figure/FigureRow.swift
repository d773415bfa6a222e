private typealias Measures = FigureMeasures

/// Columns of a circuit's figure that stand beside each other, with the qubits' names and lines.
struct FigureRow {
  let columns: ArraySlice<FigureColumn>
  /// Where the qubits' lines are, from top to bottom.
  let lines: [Double]
  /// Where the lines begin.
  let left: Double
  let isFirst: Bool
  let isLast: Bool

  /// What a row takes beside its columns and the qubits' names.
  static let extraWidth = 2 * Measures.tail + Measures.columnGap

  /// Lines first, so that symbols cover them.
  @SVGBuilder var content: [SVGElement.Content] {
    for (qubit, y) in lines.enumerated() {
      SVGElement.text("qubit", x: left - 6, y: y + 4.5) {
        IndexedText("q\(qubit)", fontSize: Measures.nameSize).content
      }
      line(of: qubit, y: y)
    }
    for (column, left) in zip(columns, columnLefts) {
      column.content(left: left, lines: lines)
    }
  }

  /// In pixels, from the names' left ends.
  var width: Double {
    left + Self.extraWidth + columns.reduce(0) { $0 + $1.advance }
      - (isLast ? Measures.tail : 0)
  }

  private var columnLefts: [Double] {
    columns.dropLast().reduce(into: [left + Measures.tail + Measures.columnGap]) {
      $0.append($0.last! + $1.advance)
    }
  }

  /// A qubit's line, dashed where it comes from the row before and goes on in the next.
  @SVGBuilder private func line(of qubit: Int, y: Double) -> [SVGElement.Content] {
    let start = isFirst ? left : left + Measures.tail
    if !isFirst { SVGElement.line("line dashed", from: (left, y), to: (start, y)) }
    let end = columnLefts.last! + (columns.last?.lineEnd(of: qubit) ?? 0)
    SVGElement.line("line", from: (start, y), to: (end, y))
    if !isLast { SVGElement.line("line dashed", from: (end, y), to: (end + Measures.tail, y)) }
  }
}

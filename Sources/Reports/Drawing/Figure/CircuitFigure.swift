private typealias Measures = FigureMeasures

/// A circuit's columns in a plane: as many rows as it takes.
struct CircuitFigure {
  /// In pixels.
  let width, height: Double
  private let rows: [FigureRow]

  init(_ columns: CircuitColumns) {
    let qubits = columns.qubitCount
    let left = 6 + IndexedText("q\(qubits - 1)", fontSize: Measures.nameSize).width
    let contents = columns.columns.map { FigureColumn($0) }
      .balancedRows(width: Measures.width - left - FigureRow.extraWidth) { $0.advance }
    let rowHeight = Double(qubits - 1) * Measures.qubitDistance + Measures.boxHeight
    rows = contents.enumerated().map { index, row in
      let first = Double(index) * (rowHeight + Measures.rowGap) + Measures.boxHeight / 2
      return FigureRow(
        columns: row, lines: (0..<qubits).map { first + Double($0) * Measures.qubitDistance },
        left: left, isFirst: index == 0, isLast: index == contents.count - 1)
    }
    width = rows.map(\.width).max()!
    height = Double(rows.count) * (rowHeight + Measures.rowGap) - Measures.rowGap
  }

  @SVGBuilder var content: [SVGElement.Content] {
    for row in rows { row.content }
  }
}

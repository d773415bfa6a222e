private typealias Measures = FigureMeasures

/// A column of a circuit's figure: what stands in it, and how wide it is.
struct FigureColumn {
  private let column: CircuitColumns.Column
  private let width: Double
  /// From the column's left end to where its symbols stand.
  private let anchor: Double

  init(_ column: CircuitColumns.Column) {
    self.column = column
    switch column {
    case .preparation(let name, let inputs):
      width = BoxLabel(name, inputs).boxWidth
      anchor = width / 2
    case .elements(let elements):
      let symbols = elements.flatMap(\.symbols.values)
      width = symbols.map(\.figureWidth).max()!
      anchor = symbols.map(\.figureAnchor).max()!
    }
  }

  /// What the column takes of a row, in pixels.
  var advance: Double { width + Measures.columnGap }

  /// From the column's left end to where a qubit's line ends, if this is the last column.
  func lineEnd(of qubit: Int) -> Double {
    guard case .elements(let elements) = column, elements[0].role == .measurement else {
      return advance
    }
    // In a meter, or beside the others.
    return elements.contains { $0.symbols.keys.contains(qubit) } ? anchor : 2 * anchor
  }

  /// What stands in the column.
  ///
  /// - Parameters:
  ///   - left: where it begins.
  ///   - lines: where the qubits' lines are.
  @SVGBuilder func content(left: Double, lines: [Double]) -> [SVGElement.Content] {
    let x = left + anchor
    switch column {
    case .preparation(let name, let inputs):
      let (first, last) = (lines[0], lines[lines.count - 1])
      SVGElement.group(CircuitColumns.Role.input.rawValue) {
        SVGElement("title") { "prepare \(name) \(inputs)" }
        BoxLabel(name, inputs).box(
          x: x, y: (first + last) / 2, height: last - first + Measures.boxHeight, role: .input)
      }
    case .elements(let elements):
      for element in elements { element.figure(x: x, lines: lines) }
    }
  }
}

extension CircuitColumns.Element {
  /// The line between its qubits, and on it its symbols.
  fileprivate func figure(x: Double, lines: [Double]) -> SVGElement {
    SVGElement.group(role.rawValue) {
      SVGElement("title") { summary }
      if span.count > 1 {
        SVGElement.line("line", from: (x, lines[span.lowerBound]), to: (x, lines[span.upperBound]))
      }
      for (qubit, symbol) in symbols.sorted(by: { $0.key < $1.key }) {
        symbol.figure(x: x, y: lines[qubit], role: role)
      }
    }
  }
}

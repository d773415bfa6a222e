/// One column of a circuit's picture in characters: three lines for each qubit, the middle one with its wire.
struct ColumnText {
  /// How many characters a line has.
  let width: Int
  /// The lines, from top to bottom.
  private(set) var lines: [[Character]]
  /// Whether qubits' wires end here.
  private(set) var endedQubits: Set<Int> = []

  init(_ column: CircuitColumns.Column, qubitCount: Int) {
    switch column {
    case .preparation(let name, let inputs):
      let text = "\(name) \(inputs)"
      width = text.count + 4
      lines = ColumnText.wires(qubitCount, width: width)
      drawBlock(text, qubitCount: qubitCount)
    case .elements(let elements):
      width = elements.flatMap(\.symbols.values).map(\.textWidth).max() ?? 1
      lines = ColumnText.wires(qubitCount, width: width)
      for element in elements { draw(element) }
    }
  }

  private static func wires(_ qubitCount: Int, width: Int) -> [[Character]] {
    (0..<3 * qubitCount).map { Array(repeating: $0 % 3 == 1 ? "─" : " ", count: width) }
  }

  /// Where lines between qubits go.
  private var center: Int { width / 2 }

  private mutating func draw(_ element: CircuitColumns.Element) {
    let span = element.span
    if span.count > 1 {
      for line in 3 * span.lowerBound + 2...3 * span.upperBound {
        lines[line][center] = line % 3 == 1 ? "┼" : "│"
      }
    }
    for (qubit, symbol) in element.symbols {
      switch symbol {
      case .dot, .plus, .cross: lines[3 * qubit + 1][center] = Character(symbol.text)
      case .box, .meter:
        drawBox(symbol.text, on: qubit)
        if qubit > span.lowerBound { lines[3 * qubit][center] = "┴" }
        if qubit < span.upperBound { lines[3 * qubit + 2][center] = "┬" }
      }
      if case .meter = symbol { endWire(of: qubit) }
    }
  }

  private mutating func drawBox(_ text: String, on qubit: Int) {
    let left = center - (text.count + 4) / 2
    let rule = String(repeating: "─", count: text.count + 2)
    for (line, content) in ["┌\(rule)┐", "┤ \(text) ├", "└\(rule)┘"].enumerated() {
      lines[3 * qubit + line].replaceSubrange(left..<left + content.count, with: content)
    }
  }

  private mutating func endWire(of qubit: Int) {
    endedQubits.insert(qubit)
    let line = 3 * qubit + 1
    let right = lines[line].lastIndex(of: "├")!
    lines[line][right] = "│"
    for index in right + 1..<max(width, right + 1) { lines[line][index] = " " }
  }

  private mutating func drawBlock(_ text: String, qubitCount: Int) {
    let rule = String(repeating: "─", count: width - 2)
    let blank = String(repeating: " ", count: width - 2)
    let last = lines.count - 1
    for line in lines.indices {
      let inside = line == last / 2 ? " \(text) " : blank
      lines[line] = Array(line % 3 == 1 ? "┤\(inside)├" : "│\(inside)│")
    }
    lines[0] = Array("┌\(rule)┐")
    lines[last] = Array("└\(rule)┘")
  }
}

extension CircuitColumns.Symbol {
  /// What is written where the symbol stands.
  fileprivate var text: String {
    switch self {
    case .dot: "●"
    case .plus: "⊕"
    case .cross: "×"
    case .box(let name, angles: []), .meter(let name): name
    case .box(let name, let angles): "\(name) \(angles.joined(separator: ","))"
    }
  }

  /// How many characters it takes.
  fileprivate var textWidth: Int {
    switch self {
    case .dot, .plus, .cross: 1
    case .box, .meter: text.count + 4
    }
  }
}

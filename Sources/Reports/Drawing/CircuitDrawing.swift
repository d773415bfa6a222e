import Foundation
import QuantumSimulation

/// A circuit with what is measured, as a picture.
///
///          ┌───────┐ ┌───────┐   ┌─────┐
///     q0 ──┤ RY x0 ├─┤ RX θ0 ├─●─┤ ⟨Z⟩ │
///          └───────┘ └───────┘ │ └─────┘
///          ┌───────┐ ┌───────┐ │
///     q1 ──┤ RY x1 ├─┤ RX θ1 ├─⊕─────────
///          └───────┘ └───────┘
///
/// Qubit 0 is at the top. Parameters are θ0, θ1, ..., inputs x0, x1, ... A rotation about a product of Pauli operators
/// stands on its topmost qubit, with lines to its other ones.
public struct CircuitDrawing: Sendable {
  private let columns: CircuitColumns
  private let circuit: VariationalCircuit

  /// A picture of this circuit.
  public init(_ circuit: VariationalCircuit) {
    self.circuit = circuit
    columns = CircuitColumns(circuit)
  }

  /// A picture of this circuit with numbers, in radians, in place of the names of its parameters.
  ///
  /// - Parameter parameters: `[parameterCount]`
  public init(_ circuit: VariationalCircuit, parameters: [Double]) {
    precondition(
      parameters.count == circuit.parameterCount,
      "\(parameters.count) numbers for \(circuit.parameterCount) parameters")
    self.circuit = circuit
    columns = CircuitColumns(circuit) { angle in
      switch angle {
      case .parameter(let index): number(parameters[index])
      case .scaledInput(let index, let input): "\(number(parameters[index]))·x\(input)"
      case .constant, .input, .inputProduct: angle.description
      }
    }
  }

  /// The circuit's size and outputs, in lines no wider than `width` where they can be broken.
  public func caption(width: Int = 80) -> String {
    func count(_ number: Int, _ what: String) -> String {
      "\(number) \(what)\(number == 1 ? "" : "s")"
    }
    let sizes = [
      count(circuit.circuit.qubitCount, "qubit"), count(circuit.parameterCount, "parameter"),
      count(circuit.inputCount, "input"), count(circuit.circuit.operations.count, "gate"),
    ]
    let sentences = [sizes.joined(separator: ", "), "outputs: " + circuit.measurement.summary]
    return sentences.flatMap { wrapped($0, width: width, indent: "") }.map { $0 + "\n" }.joined()
  }

  /// The picture in characters.
  ///
  /// Where it would be wider than `width`, it goes on below; a single column is never broken.
  public func text(width: Int = 80) -> String {
    let names = (0..<columns.qubitCount).map { "q\($0)" }
    let nameWidth = names.last!.count + 1
    // The name, two characters before the first column, and one to say that it goes on.
    let blocks = TextBlock.filled(
      with: columns.columns.map { ColumnText($0, qubitCount: columns.qubitCount) },
      qubitCount: columns.qubitCount, width: max(1, width - nameWidth - 3))
    return blocks.enumerated().map { index, block in
      block.lines(
        names: names.map { $0.padding(to: nameWidth) }, isFirst: index == 0,
        isLast: index == blocks.count - 1)
    }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }
}

/// Columns of a picture that fit beside each other.
private struct TextBlock {
  let qubitCount: Int
  var columns: [ColumnText] = []

  /// Columns put into as few blocks as possible, each no wider than `width` if one column is not.
  static func filled(with columns: [ColumnText], qubitCount: Int, width: Int) -> [TextBlock] {
    var blocks = [TextBlock(qubitCount: qubitCount)]
    var used = 0
    for column in columns {
      if used > 0 && used + column.width + 1 > width {
        blocks.append(TextBlock(qubitCount: qubitCount))
        used = 0
      }
      blocks[blocks.count - 1].columns.append(column)
      used += column.width + 1
    }
    return blocks
  }

  func lines(names: [String], isFirst: Bool, isLast: Bool) -> [String] {
    let blank = String(repeating: " ", count: names[0].count)
    return shownLines.map { line in
      let qubit = line / 3
      let isWire = line % 3 == 1
      var text = isWire ? names[qubit] + (isFirst ? "──" : "«─") : blank + "  "
      var isEnded = false
      for column in columns {
        text += String(column.lines[line])
        isEnded = column.endedQubits.contains(qubit)
        text += isWire && !isEnded ? "─" : " "
      }
      if isWire && !isLast { text += "»" }
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The lines without those that show nothing, as long as one remains between qubits.
  private var shownLines: [Int] {
    let isBare = (0..<3 * qubitCount).map { line in
      columns.allSatisfy { $0.lines[line].allSatisfy { $0 == " " || $0 == "│" } }
    }
    return isBare.indices.filter { line in
      let isOutermost = line == 0 || line == isBare.count - 1
      switch line % 3 {
      case 0: return !isBare[line]
      case 1: return true
      default: return !isBare[line] || (!isOutermost && isBare[line + 1])
      }
    }
  }
}

/// A trained angle, such as `-1.571`.
private func number(_ value: Double) -> String {
  String(format: abs(value) < 1e4 ? "%.3f" : "%.3e", value)
}

extension String {
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}

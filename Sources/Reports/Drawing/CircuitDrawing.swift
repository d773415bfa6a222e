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
  let columns: CircuitColumns
  private let circuit: VariationalCircuit

  /// A picture of this circuit.
  public init(_ circuit: VariationalCircuit) {
    self.circuit = circuit
    columns = CircuitColumns(circuit)
  }

  /// A picture of this circuit with numbers, in radians, in place of the names of its parameters.
  ///
  /// - Parameters:
  ///   - circuit: what is drawn.
  ///   - parameters: `[parameterCount]`.
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
    let sizes = [
      counted(circuit.circuit.qubitCount, "qubit"), counted(circuit.parameterCount, "parameter"),
      counted(circuit.inputCount, "input"), counted(circuit.circuit.operations.count, "gate"),
    ]
    let sentences = [sizes.joined(separator: ", "), "outputs: " + circuit.measurement.summary]
    return sentences.flatMap { wrapped($0, width: width, indent: "") }.map { $0 + "\n" }.joined()
  }
}

/// A trained angle, such as `-1.571`.
private func number(_ value: Double) -> String {
  String(format: abs(value) < 1e4 ? "%.3f" : "%.3e", value)
}

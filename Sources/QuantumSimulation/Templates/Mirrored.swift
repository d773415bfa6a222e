/// An ansatz followed by its inverse, which has angles of its own.
///
/// Parameters: those of the ansatz, then as many for the inverse: where each of these is the negative of its counterpart the
/// whole is the identity. Grant, Wossnig, Ostaszewski and Benedetti, *An initialization strategy for addressing barren
/// plateaus in parametrized quantum circuits* (2019).
public struct Mirrored: Ansatz {
  /// What is mirrored.
  public let ansatz: any Ansatz

  /// The ansatz and its inverse.
  ///
  /// - Precondition: the ansatz takes no inputs; else appending it traps.
  public init(_ ansatz: any Ansatz) {
    self.ansatz = ansatz
  }

  /// As many as the ansatz has.
  public var qubitCount: Int { ansatz.qubitCount }
  /// Twice as many as the ansatz has.
  public var parameterCount: Int { 2 * ansatz.parameterCount }

  /// Appends the ansatz, then its gates' inverses from the last to the first.
  public func append(to circuit: inout Circuit) {
    let start = circuit.operations.count
    circuit.append(ansatz)
    for operation in circuit.operations[start...].reversed() {
      circuit.append(operation.inverse(shiftingParametersBy: ansatz.parameterCount))
    }
  }
}

extension Circuit.Operation {
  /// The operation that undoes this one when its parameters, whose numbers are so much higher, are this one's negatives.
  ///
  /// - Precondition: the angles come from parameters or are constants.
  fileprivate func inverse(shiftingParametersBy count: Int) -> Circuit.Operation {
    let inverses = angles.map { angle in
      switch angle {
      case .constant(let value): Angle.constant(-value)
      case .parameter(let index): Angle.parameter(index + count)
      case .input, .scaledInput, .inputProduct:
        preconditionFailure("an ansatz takes no inputs")
      }
    }
    switch gate {
    case .s: return Circuit.Operation(.sdg, on: qubits)
    case .sdg: return Circuit.Operation(.s, on: qubits)
    case .t: return Circuit.Operation(.tdg, on: qubits)
    case .tdg: return Circuit.Operation(.t, on: qubits)
    case .sx: return Circuit.Operation(.rx, [.constant(-.pi / 2)], on: qubits)
    // U(theta, phi, lambda) is undone by U(-theta, -lambda, -phi).
    case .u: return Circuit.Operation(.u, [inverses[0], inverses[2], inverses[1]], on: qubits)
    case .h, .x, .y, .z, .cx, .cz, .ccx, .mcx, .swap: return self
    case .rx, .ry, .rz, .p, .cp, .crx, .cry, .crz, .rxx, .ryy, .rzz, .pauliRotation:
      return Circuit.Operation(gate, inverses, on: qubits)
    }
  }
}

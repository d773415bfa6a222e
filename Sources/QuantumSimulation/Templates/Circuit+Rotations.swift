// What templates are made of.

extension Circuit {
  /// Appends the gate, which takes one angle and acts on one qubit, to each of these qubits, with new
  /// parameters.
  mutating func appendRotations(_ gate: Gate, on qubits: some Sequence<Int>) {
    for qubit in qubits {
      append(gate, .parameter(parameterCount), on: qubit)
    }
  }

  /// Appends a controlled gate, with a new parameter if it takes an angle.
  mutating func appendControlled(_ gate: Gate, from control: Int, to target: Int) {
    let angles: [Angle] = gate.angleCount == 1 ? [.parameter(parameterCount)] : []
    append(Operation(gate, angles, on: [control, target]))
  }
}

extension Pauli {
  /// The rotation about this axis.
  var rotation: Gate {
    switch self {
    case .x: .rx
    case .y: .ry
    case .z: .rz
    }
  }
}

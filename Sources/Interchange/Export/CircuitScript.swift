import QuantumSimulation

/// Writes circuits as calls of a Python package: a function for each, of inputs `x` and trainable angles `w`.
enum CircuitScript {
  case qiskit, pennyLane, braket, numPy

  /// The lines above the functions.
  var heading: [String] {
    switch self {
    case .qiskit: ["from qiskit import QuantumCircuit"]
    case .pennyLane: ["import pennylane as qml"]
    case .braket: ["from braket.circuits import Circuit"]
    case .numPy: ["from simulator import Circuit"]
    }
  }

  /// A function that builds the circuit, from |0...0>.
  ///
  /// - Throws: `InterchangeError` for a gate that has no equivalent.
  func function(_ name: String, _ circuit: Circuit) throws(InterchangeError) -> [String] {
    let inputs = Self.counted(circuit.inputCount, "input", "x")
    let angles = Self.counted(circuit.parameterCount, "trainable angle", "w")
    var lines = [
      "def \(name)(x, w):",
      "    \"\"\"\(circuit.qubitCount) qubits, \(inputs) and \(angles), in radians.\"\"\"",
    ]
    switch self {
    case .qiskit: lines.append("    circuit = QuantumCircuit(\(circuit.qubitCount))")
    case .numPy: lines.append("    circuit = Circuit(\(circuit.qubitCount))")
    case .braket:
      lines.append("    circuit = Circuit()")
      // Braket takes no qubit without a gate.
      let used = Set(circuit.operations.flatMap(\.qubits))
      for qubit in 0..<circuit.qubitCount where !used.contains(qubit) {
        lines.append("    circuit.i(\(qubit))")
      }
    case .pennyLane: break
    }
    for operation in circuit.operations {
      lines += try calls(
        operation.gate, operation.angles.map(ScriptAngle.init), on: operation.qubits
      ).map { "    \($0)" }
    }
    if self != .pennyLane { lines.append("    return circuit") }
    return lines
  }

  private static func counted(_ count: Int, _ noun: String, _ array: String) -> String {
    switch count {
    case 0: "no \(noun)"
    case 1: "1 \(noun) \(array)[0]"
    default: "\(count) \(noun)s \(array)[0] to \(array)[\(count - 1)]"
    }
  }

  /// The calls for a gate, or for those that it is made of.
  private func calls(
    _ gate: Gate, _ angles: [ScriptAngle], on qubits: [Int]
  ) throws(InterchangeError) -> [String] {
    let texts = angles.map(\.text)
    let call: String? =
      switch self {
      case .qiskit: Self.qiskitCall(gate, texts, qubits)
      case .numPy: Self.qiskitCall(gate, texts, qubits) ?? Self.numPyRotation(gate, texts, qubits)
      case .pennyLane: Self.pennyLaneCall(gate, texts, qubits)
      case .braket: Self.braketCall(gate, texts, qubits)
      }
    if let call { return [call] }
    var lines: [String] = []
    for step in try gate.writtenSteps() {
      let own = step.angles.map { angle in
        switch angle {
        case .constant(let value): ScriptAngle(value)
        case .own(let index, let factor): angles[index].times(factor)
        }
      }
      lines += try calls(step.gate, own, on: step.qubits.map { qubits[$0] })
    }
    return lines
  }
}

extension CircuitScript {
  private static func arguments(_ angles: [String], _ qubits: [Int]) -> String {
    (angles + qubits.map(String.init)).joined(separator: ", ")
  }

  private static func list(_ qubits: some Sequence<Int>) -> String {
    "[\(qubits.map(String.init).joined(separator: ", "))]"
  }

  /// As `circuit.ry(x[0], 0)`; simulator.py has the same names.
  private static func qiskitCall(_ gate: Gate, _ angles: [String], _ qubits: [Int]) -> String? {
    switch gate {
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .sx, .rx, .ry, .rz, .p, .u, .cx, .cz, .cp, .crx, .cry,
      .crz, .ccx, .swap, .rxx, .ryy, .rzz:
      "circuit.\(gate.name)(\(arguments(angles, qubits)))"
    case .mcx(controlCount: 0): "circuit.x(\(qubits[0]))"
    case .mcx: "circuit.mcx(\(list(qubits.dropLast())), \(qubits.last!))"
    case .pauliRotation: nil
    }
  }

  private static func numPyRotation(
    _ gate: Gate, _ angles: [String], _ qubits: [Int]
  ) -> String? {
    guard case .pauliRotation(let paulis) = gate else { return nil }
    let letters = paulis.map(\.rawValue).joined()
    return "circuit.pauli_rotation(\(angles[0]), \"\(letters)\", \(list(qubits)))"
  }

  /// As `qml.RY(x[0], wires=0)`.
  private static func pennyLaneCall(_ gate: Gate, _ angles: [String], _ qubits: [Int]) -> String? {
    let name: String
    switch gate {
    case .h: name = "qml.Hadamard"
    case .x, .mcx(controlCount: 0): name = "qml.PauliX"
    case .y: name = "qml.PauliY"
    case .z: name = "qml.PauliZ"
    case .s: name = "qml.S"
    case .sdg: name = "qml.adjoint(qml.S)"
    case .t: name = "qml.T"
    case .tdg: name = "qml.adjoint(qml.T)"
    case .sx: name = "qml.SX"
    case .rx: name = "qml.RX"
    case .ry: name = "qml.RY"
    case .rz: name = "qml.RZ"
    case .p: name = "qml.PhaseShift"
    case .u: name = "qml.U3"
    case .cx, .mcx(controlCount: 1): name = "qml.CNOT"
    case .cz: name = "qml.CZ"
    case .cp: name = "qml.ControlledPhaseShift"
    case .crx: name = "qml.CRX"
    case .cry: name = "qml.CRY"
    case .crz: name = "qml.CRZ"
    case .ccx, .mcx(controlCount: 2): name = "qml.Toffoli"
    case .mcx: name = "qml.MultiControlledX"
    case .swap: name = "qml.SWAP"
    case .rxx: name = "qml.IsingXX"
    case .ryy: name = "qml.IsingYY"
    case .rzz: name = "qml.IsingZZ"
    case .pauliRotation(let paulis):
      let letters = paulis.map(\.rawValue).joined().uppercased()
      return "qml.PauliRot(\(angles[0]), \"\(letters)\", wires=\(list(qubits)))"
    }
    let wires = qubits.count == 1 ? "\(qubits[0])" : list(qubits)
    return "\(name)(\((angles + ["wires=\(wires)"]).joined(separator: ", ")))"
  }

  /// As `circuit.ry(0, x[0])`.
  private static func braketCall(_ gate: Gate, _ angles: [String], _ qubits: [Int]) -> String? {
    let name: String
    switch gate {
    case .h, .x, .y, .z, .s, .t, .rx, .ry, .rz, .u, .cz, .swap: name = gate.name
    case .sdg: name = "si"
    case .tdg: name = "ti"
    case .sx: name = "v"
    case .p: name = "phaseshift"
    case .cx, .mcx(controlCount: 1): name = "cnot"
    case .cp: name = "cphaseshift"
    case .ccx, .mcx(controlCount: 2): name = "ccnot"
    case .rxx: name = "xx"
    case .ryy: name = "yy"
    case .rzz: name = "zz"
    case .mcx(controlCount: 0): name = "x"
    // Not by `control=`, which its simulator 1.41 computes wrongly for some qubits.
    case .mcx, .crx, .cry, .crz, .pauliRotation: return nil
    }
    return "circuit.\(name)(\((qubits.map(String.init) + angles).joined(separator: ", ")))"
  }
}

/// An angle in Python: a number, or a number times elements of `x` and `w`.
private struct ScriptAngle {
  private let factor: Double
  private let elements: [String]

  private init(factor: Double, elements: [String]) {
    self.factor = factor
    self.elements = elements
  }

  init(_ number: Double) {
    self.init(factor: number, elements: [])
  }

  init(_ angle: Angle) {
    switch angle {
    case .constant(let value): self.init(value)
    case .parameter(let index): self.init(factor: 1, elements: ["w[\(index)]"])
    case .input(let index): self.init(factor: 1, elements: ["x[\(index)]"])
    case .scaledInput(let parameter, let input):
      self.init(factor: 1, elements: ["w[\(parameter)]", "x[\(input)]"])
    case .inputProduct(let first, let second):
      self.init(factor: 1, elements: ["x[\(first)]", "x[\(second)]"])
    }
  }

  func times(_ number: Double) -> ScriptAngle {
    ScriptAngle(factor: factor * number, elements: elements)
  }

  var text: String {
    guard factor != 1 || elements.isEmpty else { return elements.joined(separator: " * ") }
    return (["\(factor)"] + elements).joined(separator: " * ")
  }
}

import QuantumSimulation

// An angle of a circuit is a number, a variable or a product of two. Sums are rotations one after the other.

extension OpenQASMReader {
  /// Adds one of our gates.
  mutating func emit(
    _ gate: Gate, _ arguments: [OpenQASMValue], _ qubits: [Int], at token: OpenQASMToken,
    _ tokens: OpenQASMTokens
  ) throws(InterchangeError) {
    let simple = arguments.compactMap(\.simple)
    if simple.count == arguments.count {
      append(gate, simple, qubits, token)
    } else if gate == .u {
      for (rotation, argument) in [(Gate.rz, 2), (.ry, 0), (.rz, 1)] {
        try emit(rotation, [arguments[argument]], qubits, at: token, tokens)
      }
    } else {
      // All gates with one angle are exp(angle times something).
      let sum = arguments[0]
      if sum.constant != 0 { append(gate, [.constant(sum.constant)], qubits, token) }
      for (term, factor) in sum.terms.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        guard abs(factor) <= 8, factor == factor.rounded() else {
          throw tokens.error(
            "\(gate) by \(factor) times a variable; only whole multiples up to 8 are read, so let the variable be the angle",
            at: token)
        }
        for _ in 0..<Int(abs(factor)) {
          if factor > 0 {
            append(gate, [.product(term)], qubits, token)
          } else {
            appendInverse(of: gate, .product(term), qubits, token)
          }
        }
      }
    }
  }

  private mutating func append(
    _ gate: Gate, _ angles: [OpenQASMProgram.SymbolicAngle], _ qubits: [Int], _ token: OpenQASMToken
  ) {
    operations.append(
      OpenQASMProgram.Operation(gate: gate, angles: angles, qubits: qubits, line: token.line))
  }

  /// A gate by minus an angle: a Pauli operator that anticommutes with what it is made of turns its sense.
  private mutating func appendInverse(
    of gate: Gate, _ angle: OpenQASMProgram.SymbolicAngle, _ qubits: [Int], _ token: OpenQASMToken
  ) {
    if gate == .cp {
      // cp(-angle) = p(-angle) on the target, after cp(angle) where the control is 0.
      appendInverse(of: .p, angle, [qubits[1]], token)
      turn(.x, qubits[0]) { $0.append(.cp, [angle], qubits, token) }
      return
    }
    let (pauli, qubit) = gate.anticommuting
    turn(pauli, qubits[qubit]) { $0.append(gate, [angle], qubits, token) }

    func turn(_ pauli: Gate, _ qubit: Int, _ body: (inout OpenQASMReader) -> Void) {
      append(pauli, [], [qubit], token)
      body(&self)
      append(pauli, [], [qubit], token)
    }
  }
}

extension OpenQASMValue {
  /// What an angle of a circuit can be as it is.
  fileprivate var simple: OpenQASMProgram.SymbolicAngle? {
    if isConstant { return .constant(constant) }
    guard constant == 0, terms.count == 1, let term = terms.first, term.value == 1 else {
      return nil
    }
    return .product(term.key)
  }
}

extension Gate {
  /// A Pauli operator, on which of the gate's qubits, that turns the sense of its angle.
  fileprivate var anticommuting: (Gate, qubit: Int) {
    switch self {
    case .rx, .ry, .rxx, .ryy: (.z, 0)
    case .rz, .p, .rzz: (.x, 0)
    case .crx, .cry: (.z, 1)
    case .crz: (.x, 1)
    case .pauliRotation(let paulis): (paulis[0] == .z ? .x : .z, 0)
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .sx, .u, .cx, .cz, .cp, .ccx, .mcx, .swap:
      preconditionFailure("\(self) has no sense to turn")
    }
  }
}

import QuantumSimulation

extension Circuit.Operation {
  /// The operation in a picture.
  ///
  /// - Parameter text: how an angle is written.
  func element(_ text: (Angle) -> String) -> CircuitColumns.Element {
    CircuitColumns.Element(symbols: symbols(angles.map(text)), role: role, summary: summary(text))
  }

  private var role: CircuitColumns.Role {
    if angles.contains(where: { !$0.inputs.isEmpty }) { return .input }
    return angles.contains { !$0.parameters.isEmpty } ? .parameter : .fixed
  }

  /// As OpenQASM has it, with names and numbers of its angles: `crx(θ3 = 0.500) q1, q0`.
  private func summary(_ text: (Angle) -> String) -> String {
    let arguments = angles.map { angle in
      let (name, value) = (angle.description, text(angle))
      return name == value ? name : "\(name) = \(value)"
    }
    return gate.name + (arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))")
      + " " + qubits.map { "q\($0)" }.joined(separator: ", ")
  }

  /// What stands on the operation's qubits.
  private func symbols(_ angles: [String]) -> [Int: CircuitColumns.Symbol] {
    switch gate {
    case .x, .y, .z, .h, .s, .t: onTarget(.box(gate.name.uppercased()))
    case .sdg: onTarget(.box("S†"))
    case .tdg: onTarget(.box("T†"))
    case .sx: onTarget(.box("√X"))
    case .rx, .ry, .rz, .p, .u: onTarget(.box(gate.name.uppercased(), angles: angles))
    case .cx, .ccx, .mcx: onTarget(qubits.count == 1 ? .box("X") : .plus)
    case .cz: onTarget(.dot)
    case .cp, .crx, .cry, .crz:
      onTarget(.box(gate.name.dropFirst().uppercased(), angles: angles))
    case .swap: [qubits[0]: .cross, qubits[1]: .cross]
    case .rxx: rotation([.x, .x], angles)
    case .ryy: rotation([.y, .y], angles)
    case .rzz: rotation([.z, .z], angles)
    case .pauliRotation(let paulis): rotation(paulis, angles)
    }
  }

  /// A symbol on the last qubit, and dots on its controls.
  private func onTarget(_ symbol: CircuitColumns.Symbol) -> [Int: CircuitColumns.Symbol] {
    var symbols = Dictionary(uniqueKeysWithValues: qubits.map { ($0, CircuitColumns.Symbol.dot) })
    symbols[qubits.last!] = symbol
    return symbols
  }

  /// On the topmost qubit the whole rotation, operators from top to bottom; below their own operators.
  private func rotation(
    _ paulis: [Pauli], _ angles: [String]
  ) -> [Int: CircuitColumns.Symbol] {
    let factors = zip(qubits, paulis).map { ($0, $1.rawValue.uppercased()) }
      .sorted { $0.0 < $1.0 }
    var symbols = Dictionary(
      uniqueKeysWithValues: factors.map { ($0, CircuitColumns.Symbol.box($1)) })
    symbols[factors[0].0] = .box("R\(factors.map(\.1).joined())", angles: angles)
    return symbols
  }
}

extension VariationalCircuit.Measurement {
  /// The meters' texts by qubit: the operator whose mean is an output, or `p` for joint probabilities, or a qubit's
  /// part in Pauli strings.
  var meters: [Int: String] {
    switch self {
    case .probabilities(let qubits):
      return Dictionary(uniqueKeysWithValues: qubits.map { ($0, "p") })
    case .expectationValues(let strings):
      let isOneEach =
        strings.count == qubits.count && strings.allSatisfy { $0.factors.count == 1 }
      let letters = Dictionary(grouping: strings.flatMap(\.factors), by: \.key)
      return letters.mapValues { factors in
        let operators = Set(factors.map { $0.value.rawValue.uppercased() }).sorted()
        return isOneEach ? "⟨\(operators[0])⟩" : operators.joined(separator: ",")
      }
    }
  }

  /// The outputs in words.
  var summary: String {
    switch self {
    case .expectationValues(let strings): strings.map { "⟨\($0)⟩" }.joined(separator: ", ")
    case .probabilities(let qubits):
      "probabilities of " + qubits.map { "q\($0)" }.joined(separator: ", ")
    }
  }
}

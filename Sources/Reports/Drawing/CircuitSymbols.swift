import QuantumSimulation

extension Circuit.Operation {
  /// What stands on the operation's qubits.
  func symbols(_ text: (Angle) -> String) -> [Int: CircuitColumns.Symbol] {
    let arguments = angles.map(text).joined(separator: ",")
    return switch gate {
    case .x, .y, .z, .h, .s, .t: onTarget(.box(gate.name.uppercased()))
    case .sdg: onTarget(.box("S†"))
    case .tdg: onTarget(.box("T†"))
    case .rx, .ry, .rz, .p, .u: onTarget(.box("\(gate.name.uppercased()) \(arguments)"))
    case .cx, .ccx, .mcx: onTarget(qubits.count == 1 ? .box("X") : .plus)
    case .cz: onTarget(.dot)
    case .cp, .crx, .cry, .crz:
      onTarget(.box("\(gate.name.dropFirst().uppercased()) \(arguments)"))
    case .swap: [qubits[0]: .cross, qubits[1]: .cross]
    case .rxx: rotation([.x, .x], arguments)
    case .ryy: rotation([.y, .y], arguments)
    case .rzz: rotation([.z, .z], arguments)
    case .pauliRotation(let paulis): rotation(paulis, arguments)
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
    _ paulis: [Pauli], _ argument: String
  ) -> [Int: CircuitColumns.Symbol] {
    let factors = zip(qubits, paulis).map { ($0, $1.rawValue.uppercased()) }
      .sorted { $0.0 < $1.0 }
    var symbols = Dictionary(
      uniqueKeysWithValues: factors.map { ($0, CircuitColumns.Symbol.box($1)) })
    symbols[factors[0].0] = .box("R\(factors.map(\.1).joined()) \(argument)")
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

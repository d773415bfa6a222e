import QuantumSimulation

/// In which bases qubits are measured, so that bits tell some of a circuit's outputs.
///
/// Observables that agree on every qubit they share are measured together; the others take further runs.
public struct MeasurementBasis: Sendable, Hashable {
  /// The outputs that are known then, by their places.
  public private(set) var outputs: [Int]
  /// The operator that is measured on each qubit that counts.
  public private(set) var paulis: [Int: Pauli]

  /// The bases that a measurement takes, as few as are found going through the observables in order.
  public static func bases(of measurement: VariationalCircuit.Measurement) -> [MeasurementBasis] {
    switch measurement {
    case .probabilities(let qubits):
      return [
        MeasurementBasis(
          outputs: Array(0..<measurement.outputCount),
          paulis: Dictionary(uniqueKeysWithValues: qubits.map { ($0, .z) }))
      ]
    case .expectationValues(let observables):
      var bases: [MeasurementBasis] = []
      for (output, observable) in observables.enumerated() {
        let index = bases.firstIndex { basis in
          observable.factors.allSatisfy { basis.paulis[$0.key] ?? $0.value == $0.value }
        }
        if let index {
          bases[index].outputs.append(output)
          bases[index].paulis.merge(observable.factors) { $1 }
        } else {
          bases.append(MeasurementBasis(outputs: [output], paulis: observable.factors))
        }
      }
      return bases
    }
  }

  /// The circuit followed by the gates that turn these bases into that of Z.
  public func turning(_ circuit: Circuit) -> Circuit {
    var circuit = circuit
    for (qubit, pauli) in paulis.sorted(by: { $0.key < $1.key }) {
      switch pauli {
      case .z: break
      case .x: circuit.append(.h, on: qubit)
      case .y:
        circuit.append(.sdg, on: qubit)
        circuit.append(.h, on: qubit)
      }
    }
    return circuit
  }
}

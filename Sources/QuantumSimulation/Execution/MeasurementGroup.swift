/// Observables that one and the same shot shows: of each qubit it shows the value of one Pauli operator.
struct MeasurementGroup {
  /// The operator that is measured on each of the group's qubits.
  private(set) var bases: [Int: Pauli]
  /// The outputs that come from the group, and for each the qubits whose values are multiplied; none for probabilities.
  private(set) var outputs: [(index: Int, qubits: [Int])]
  /// The qubits, in the order of an outcome's bits.
  private(set) var qubits: [Int]

  /// The groups of a measurement: each observable joins the first one whose operators are its own on all qubits that they share.
  static func groups(of measurement: VariationalCircuit.Measurement) -> [MeasurementGroup] {
    switch measurement {
    case .probabilities(let qubits):
      return [
        MeasurementGroup(
          bases: Dictionary(uniqueKeysWithValues: qubits.map { ($0, .z) }), outputs: [],
          qubits: qubits)
      ]
    case .expectationValues(let observables):
      var groups: [MeasurementGroup] = []
      for (index, observable) in observables.enumerated() {
        let place =
          groups.firstIndex { group in
            observable.factors.allSatisfy { qubit, pauli in
              group.bases[qubit] ?? pauli == pauli
            }
          } ?? groups.count
        if place == groups.count {
          groups.append(MeasurementGroup(bases: [:], outputs: [], qubits: []))
        }
        groups[place].bases.merge(observable.factors) { $1 }
        groups[place].outputs.append((index, observable.factors.keys.sorted()))
        groups[place].qubits = groups[place].bases.keys.sorted()
      }
      return groups
    }
  }

  /// A circuit with the operator of each of the group's qubits measured, in their order.
  func measuringOperators(of circuit: Circuit) -> VariationalCircuit {
    VariationalCircuit(circuit, measuring: qubits.map { PauliString([$0: bases[$0]!]) })
  }

  /// A circuit that ends with the outcomes of the group: its operators are turned to Z, and the probabilities of all values
  /// measured.
  func circuit(_ circuit: Circuit) -> VariationalCircuit {
    var circuit = circuit
    for qubit in qubits {
      for operation in bases[qubit]!.turnToZ(on: qubit) { circuit.append(operation) }
    }
    return VariationalCircuit(circuit, measuring: .probabilities(of: qubits))
  }

  /// For each output that comes from the group the bits of an outcome whose parity is its sign.
  var parities: [(output: Int, mask: Int)] {
    outputs.map { output in
      let mask = output.qubits.reduce(0) { $0 | 1 << qubits.firstIndex(of: $1)! }
      return (output.index, mask)
    }
  }
}

extension Pauli {
  /// The gates after which a measurement of Z shows this operator.
  func turnToZ(on qubit: Int) -> [Circuit.Operation] {
    switch self {
    case .z: []
    case .x: [Circuit.Operation(.h, on: [qubit])]
    case .y: [Circuit.Operation(.sdg, on: [qubit]), Circuit.Operation(.h, on: [qubit])]
    }
  }
}

extension NoisyCircuit {
  /// The circuit ended with the outcomes of the operators that it measures, of which each is one qubit's. Turning them to Z is
  /// part of the measurement, and without noise.
  func measuringOutcomes() -> NoisyCircuit {
    guard case .expectationValues(let operators) = measurement else {
      preconditionFailure("outcomes of \(measurement)")
    }
    var circuit = self
    let qubits = operators.map { observable in
      let (qubit, pauli) = observable.factors.first!
      circuit.steps += pauli.turnToZ(on: qubit).map { .gate($0) }
      return qubit
    }
    circuit.measurement = .probabilities(of: qubits)
    return circuit
  }

  private var outcomeQubits: [Int] {
    guard case .probabilities(let qubits) = measurement else { return [] }
    return qubits
  }

  /// How the qubits whose outcomes are measured are misread.
  var measuredReadout: [ReadoutError] { outcomeQubits.map { readout[$0] } }
}

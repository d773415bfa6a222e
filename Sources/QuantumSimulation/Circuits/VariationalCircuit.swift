/// A circuit together with what is measured at its end: a function from a sample's inputs and the
/// trainable parameters to expectation values or probabilities.
///
///     var circuit = Circuit(qubitCount: 4)
///     circuit.append(AngleEmbedding(qubitCount: 4))
///     circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
///     let student = VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))
///     let distribution = VariationalCircuit(circuit, measuring: .probabilities(of: [0, 1]))
public struct VariationalCircuit: Sendable, Hashable {
  /// The gates, and the state they start from.
  public let circuit: Circuit
  /// What is measured, in the order of the outputs.
  public let measurement: Measurement

  /// The circuit with this measurement at its end.
  ///
  /// - Precondition: the qubits belong to the circuit; probabilities are of at least one, each listed once.
  public init(_ circuit: Circuit, measuring measurement: Measurement) {
    for qubit in measurement.qubits {
      precondition(
        (0..<circuit.qubitCount).contains(qubit),
        "qubit \(qubit) is measured; the circuit's are 0 to \(circuit.qubitCount - 1)")
    }
    if case .probabilities(let qubits) = measurement {
      precondition(
        !qubits.isEmpty && Set(qubits).count == qubits.count,
        "probabilities of the qubits \(qubits): list at least one, and none twice")
    }
    self.circuit = circuit
    self.measurement = measurement
  }

  /// The circuit with the expectation values of these observables measured at its end.
  ///
  /// - Precondition: the observables' qubits belong to the circuit.
  public init(_ circuit: Circuit, measuring observables: [PauliString]) {
    self.init(circuit, measuring: .expectationValues(observables))
  }

  /// How many inputs a sample has.
  public var inputCount: Int { circuit.inputCount }
  /// How many trainable parameters the circuit has.
  public var parameterCount: Int { circuit.parameterCount }
  /// How many numbers come out for a sample.
  public var outputCount: Int { measurement.outputCount }
}

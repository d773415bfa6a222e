/// A circuit together with what is measured at its end: a function from a sample's inputs and the
/// trainable parameters to expectation values.
///
///     var circuit = Circuit(qubitCount: 4)
///     circuit.append(AngleEmbedding(qubitCount: 4))
///     circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
///     let student = VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))
public struct VariationalCircuit: Sendable, Hashable {
  /// The gates.
  public let circuit: Circuit
  /// What is measured, in the order of the outputs.
  public let observables: [PauliString]

  /// The circuit with these observables measured at its end.
  ///
  /// - Precondition: the observables' qubits belong to the circuit.
  public init(_ circuit: Circuit, measuring observables: [PauliString]) {
    for qubit in observables.flatMap(\.factors.keys) {
      precondition(
        (0..<circuit.qubitCount).contains(qubit),
        "qubit \(qubit) is measured; the circuit's are 0 to \(circuit.qubitCount - 1)")
    }
    self.circuit = circuit
    self.observables = observables
  }

  /// How many inputs a sample has.
  public var inputCount: Int { circuit.inputCount }
  /// How many trainable parameters the circuit has.
  public var parameterCount: Int { circuit.parameterCount }
  /// How many expectation values come out for a sample.
  public var outputCount: Int { observables.count }
}

/// A circuit that was made elsewhere, as an ansatz.
///
/// Parameters: those of the circuit. It may have inputs, which are then those of the circuit that it is appended to.
public struct GivenCircuit: Ansatz, Hashable {
  /// What is appended.
  public let circuit: Circuit

  /// The gates of a circuit.
  ///
  /// - Precondition: the circuit prepares no state of its own.
  public init(_ circuit: Circuit) {
    precondition(circuit.preparation == .groundState, "an ansatz begins where the embedding ends")
    self.circuit = circuit
  }

  /// As many as the circuit has.
  public var qubitCount: Int { circuit.qubitCount }
  /// As many as the circuit has.
  public var parameterCount: Int { circuit.parameterCount }

  /// Appends the circuit's gates.
  public func append(to other: inout Circuit) {
    let first = other.parameterCount
    for operation in circuit.operations {
      let angles = operation.angles.map { angle -> Angle in
        switch angle {
        case .constant, .input, .inputProduct: angle
        case .parameter(let index): .parameter(first + index)
        case .scaledInput(let parameter, let input):
          .scaledInput(parameter: first + parameter, input: input)
        }
      }
      other.append(Circuit.Operation(operation.gate, angles, on: operation.qubits))
    }
  }
}

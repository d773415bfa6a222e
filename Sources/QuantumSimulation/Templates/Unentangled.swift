/// An ansatz without the gates that entangle its qubits.
///
/// Parameters: those of the ansatz, all of them, although without entanglement some may turn nothing that is measured.
public struct Unentangled: Ansatz {
  /// What is taken apart.
  public let ansatz: any Ansatz

  /// The ansatz without its gates on several qubits; `nil` if one of these has an angle to be trained: then there is no saying what
  /// the ansatz would be without.
  public init?(_ ansatz: any Ansatz) {
    var circuit = Circuit(qubitCount: ansatz.qubitCount)
    circuit.append(ansatz)
    guard
      circuit.operations.allSatisfy({ $0.qubits.count == 1 || $0.angles.allSatisfy(\.isConstant) })
    else {
      return nil
    }
    self.ansatz = ansatz
  }

  /// As many as the ansatz has.
  public var qubitCount: Int { ansatz.qubitCount }
  /// As many as the ansatz has.
  public var parameterCount: Int { ansatz.parameterCount }

  /// Appends the ansatz's gates on single qubits.
  public func append(to circuit: inout Circuit) {
    var whole = circuit
    let start = circuit.operations.count
    whole.append(ansatz)
    for operation in whole.operations[start...] where operation.qubits.count == 1 {
      circuit.append(operation)
    }
  }
}

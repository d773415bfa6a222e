/// Prepares the basis state in which qubit i has the value of the sample's input i.
///
/// Inputs: one per qubit, each 0 or 1; others are refused: ``VariationalCircuit/check(inputs:sampleCount:)``.
/// Derivatives by them are 0. It comes before everything else in a circuit. PennyLane's `BasisEmbedding`.
public struct BasisEmbedding: Embedding, Hashable {
  /// How many qubits there are, and inputs.
  public let qubitCount: Int

  /// An embedding of one bit per qubit.
  public init(qubitCount: Int) {
    self.qubitCount = qubitCount
  }

  /// One for each qubit.
  public var inputCount: Int { qubitCount }

  /// Prepares the state.
  ///
  /// - Precondition: the circuit is still empty.
  public func append(to circuit: inout Circuit) {
    circuit.prepare(.basis(inputs: 0..<qubitCount))
  }
}

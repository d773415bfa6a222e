/// Turns qubit i by the sample's input i, in radians, about one axis.
///
/// Inputs: one per qubit. PennyLane's `AngleEmbedding` (there the default axis is X, here Y).
public struct AngleEmbedding: Embedding, Hashable {
  /// How many qubits there are, and inputs.
  public let qubitCount: Int
  /// The axis of the rotations.
  public let axis: Pauli

  /// An embedding of one input per qubit.
  public init(qubitCount: Int, axis: Pauli = .y) {
    self.qubitCount = qubitCount
    self.axis = axis
  }

  /// One for each qubit.
  public var inputCount: Int { qubitCount }

  /// Appends a rotation for each qubit.
  public func append(to circuit: inout Circuit) {
    for qubit in 0..<qubitCount {
      circuit.append(axis.rotation, .input(qubit), on: qubit)
    }
  }
}

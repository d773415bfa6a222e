/// Prepares the state whose amplitudes are a sample's inputs, normalised.
///
/// Inputs: up to 2^n, where number k is the amplitude of basis state k; those that are missing are filled up
/// with a constant before normalisation. It comes before everything else in a circuit. A sample without a
/// direction is refused: ``VariationalCircuit/check(inputs:sampleCount:)``.
///
/// PennyLane's `AmplitudeEmbedding(normalize=True, pad_with=padding)`. There the first qubit is the most
/// significant bit of k, here the least.
public struct AmplitudeEmbedding: Embedding, Hashable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How many amplitudes a sample gives.
  public let inputCount: Int
  /// What stands in for the amplitudes that are missing, on the scale of the inputs.
  public let padding: Double

  /// An embedding of 2^n inputs in n qubits.
  public init(qubitCount: Int) {
    self.init(qubitCount: qubitCount, inputCount: 1 << qubitCount)
  }

  /// An embedding of inputs filled up to 2^n.
  ///
  /// - Precondition: 1 to 2^n inputs, a finite padding.
  public init(qubitCount: Int, inputCount: Int, padding: Double = 0) {
    precondition(
      (1...1 << qubitCount).contains(inputCount),
      "\(inputCount) amplitudes: \(qubitCount) qubits have 1 to \(1 << qubitCount)")
    precondition(padding.isFinite, "amplitudes cannot be filled up with \(padding)")
    self.qubitCount = qubitCount
    self.inputCount = inputCount
    self.padding = padding
  }

  /// Prepares the state.
  ///
  /// - Precondition: the circuit is still empty.
  public func append(to circuit: inout Circuit) {
    circuit.prepare(.amplitudes(inputs: 0..<inputCount, padding: padding))
  }
}

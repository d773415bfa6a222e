/// The state in which a circuit's qubits are before the first gate.
public enum Preparation: Sendable, Hashable {
  /// |0...0>, for every sample.
  case groundState

  /// A state with real amplitudes for each sample: the vector x / ||x||, where x is these inputs, filled up
  /// with `padding` to 2^qubits numbers. Number k is the amplitude of basis state k.
  ///
  /// Gradients by these inputs go through the normalisation. A sample whose x is zero has no state:
  /// ``VariationalCircuit/check(inputs:sampleCount:)``.
  case amplitudes(inputs: Range<Int>, padding: Double)

  /// A basis state for each sample: the inputs, each 0 or 1, are the values of qubits 0, 1, ...; qubits
  /// without one start in |0>.
  ///
  /// Derivatives by these inputs are 0: a bit has no neighbours. An input that is neither 0 nor 1 is an error:
  /// ``VariationalCircuit/check(inputs:sampleCount:)``.
  case basis(inputs: Range<Int>)

  /// The inputs from which the state is made.
  public var inputs: Range<Int> {
    switch self {
    case .groundState: 0..<0
    case .amplitudes(let inputs, _), .basis(let inputs): inputs
    }
  }
}

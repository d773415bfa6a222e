import QuantumSimulation
import RandomStreams

/// How the initial angles of a circuit layer are drawn, in radians. Trainable scales of inputs start from 1 in any case.
public enum CircuitInitializer: Sendable, Hashable {
  /// Uniform in a range; of all angles by default.
  case uniform(Range<Double> = 0..<2 * .pi)
  /// Normal around 0, with this standard deviation: near the identity, where gradients do not vanish with the number of
  /// qubits. Zhang et al., *Escaping from the barren plateau via Gaussian initializations in deep variational quantum
  /// circuits* (2022); usual: 0.1, or 1 / sqrt(8 qubits layers).
  case normal(deviation: Double)
  /// Uniform in the first half of each of these ranges of parameters, and in the second half their negatives: where the second
  /// half of a block is the inverse of the first (``Mirrored``), the block is the identity. Grant et al., *An initialization
  /// strategy for addressing barren plateaus in parametrized quantum circuits* (2019).
  case identityBlocks([Range<Int>])
  /// These, `[parameters]`.
  case values([Double])

  /// The angles of a circuit, `[parameters]`.
  func parameters(of circuit: Circuit, from stream: inout RandomStream) -> [Double] {
    var parameters = (0..<circuit.parameterCount).map { index in
      switch self {
      case .uniform(let range): stream.uniform(in: range)
      case .normal(let deviation): deviation * stream.normal()
      case .identityBlocks: stream.uniform(in: 0..<2 * .pi)
      case .values(let values): values[index]
      }
    }
    if case .identityBlocks(let blocks) = self {
      for block in blocks {
        let half = block.count / 2
        for index in block.prefix(half) { parameters[index + half] = -parameters[index] }
      }
    }
    for case .scaledInput(let index, _) in circuit.operations.flatMap(\.angles) {
      parameters[index] = 1
    }
    return parameters
  }
}

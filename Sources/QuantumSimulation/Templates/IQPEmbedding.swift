/// Repeats a Hadamard gate and RZ(x_i) on every qubit i, then exp(-i x_i x_j Z_i Z_j / 2) on pairs of qubits.
///
/// Inputs: one per qubit, in radians. The diagonals are those of *instantaneous quantum polynomial* circuits,
/// whose outputs are thought hard to compute classically; Havlicek et al., *Supervised learning with
/// quantum-enhanced feature spaces* (2019). PennyLane's template of that name.
public struct IQPEmbedding: Embedding, Hashable {
  /// How many qubits there are, and inputs.
  public let qubitCount: Int
  /// How often the gates are repeated (PennyLane's `n_repeats`).
  public let repeatCount: Int
  /// The pairs of qubits whose inputs are multiplied, each an array of two.
  public let pattern: [[Int]]

  /// An embedding with these pairs, by default all of them.
  ///
  /// - Precondition: at least one repeat.
  public init(qubitCount: Int, repeatCount: Int = 1, entanglement: Entanglement = .full) {
    self.init(
      qubitCount: qubitCount, repeatCount: repeatCount,
      pattern: entanglement.pairs(qubitCount: qubitCount).map { [$0.control, $0.target] })
  }

  /// An embedding with pairs that are listed: `[[0, 1], [1, 2]]`.
  ///
  /// - Precondition: at least one repeat; each pair is of two different qubits.
  public init(qubitCount: Int, repeatCount: Int = 1, pattern: [[Int]]) {
    precondition(repeatCount >= 1, "\(repeatCount) repeats; without any there are no inputs")
    precondition(
      pattern.allSatisfy { $0.count == 2 && $0[0] != $0[1] }, "\(pattern) are not all pairs")
    self.qubitCount = qubitCount
    self.repeatCount = repeatCount
    self.pattern = pattern
  }

  /// One for each qubit.
  public var inputCount: Int { qubitCount }

  /// Appends the gates.
  public func append(to circuit: inout Circuit) {
    for _ in 0..<repeatCount {
      for qubit in 0..<qubitCount {
        circuit.append(.h, on: qubit)
        circuit.append(.rz, .input(qubit), on: qubit)
      }
      for pair in pattern {
        circuit.append(.rzz, .inputProduct(pair[0], pair[1]), on: pair[0], pair[1])
      }
    }
  }
}

import QuantumSimulation

/// The work that students are timed by: W(n, L, B) of `Benchmarks/README.md`.
///
/// Linear(2 -> n), RY(x_i) on qubit i, L layers of [Rot on every qubit, CNOTs i -> (i + 1) mod n], <Z> of every qubit,
/// Linear(n -> 4); a batch of B samples.
public struct Workload: Hashable, Sendable {
  /// n
  public let qubitCount: Int
  /// L
  public let layerCount: Int
  /// B
  public let batch: Int

  /// W(n, L, B).
  public init(_ qubitCount: Int, _ layerCount: Int, _ batch: Int) {
    self.qubitCount = qubitCount
    self.layerCount = layerCount
    self.batch = batch
  }

  /// The circuit and what is measured.
  public var circuit: VariationalCircuit {
    var circuit = Circuit(qubitCount: qubitCount)
    circuit.append(AngleEmbedding(qubitCount: qubitCount))
    circuit.append(
      StronglyEntanglingLayers(
        qubitCount: qubitCount,
        ranges: Array(repeating: qubitCount > 1 ? 1 : 0, count: layerCount)))
    return VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<qubitCount))
  }
}

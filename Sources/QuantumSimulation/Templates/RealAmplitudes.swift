/// Layers of RY and CNOTs: states with real amplitudes only.
///
/// Parameters: `[layers + 1, qubits]`. Qiskit's template of that name, with its default entanglement.
public struct RealAmplitudes: Ansatz, Hashable {
  private let layers: TwoLocal

  /// Alternating layers of RY and CNOTs, ending with RY.
  public init(
    qubitCount: Int, layerCount: Int, entanglement: Entanglement = .reverseLinear
  ) {
    layers = TwoLocal(
      qubitCount: qubitCount, layerCount: layerCount, rotations: [.ry], entangler: .cx,
      entanglement: entanglement)
  }

  /// How many qubits there are.
  public var qubitCount: Int { layers.qubitCount }
  /// How many layers of CNOTs there are (Qiskit's `reps`).
  public var layerCount: Int { layers.layerCount }
  /// Which qubits are joined.
  public var entanglement: Entanglement { layers.entanglement }
  /// 1 for each qubit of each layer of rotations.
  public var parameterCount: Int { layers.parameterCount }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    layers.append(to: &circuit)
  }
}

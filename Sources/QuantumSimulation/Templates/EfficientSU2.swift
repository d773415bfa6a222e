/// Layers of RY, RZ and CNOTs: a hardware-efficient circuit.
///
/// Parameters: `[layers + 1, 2, qubits]`, in each layer first those of RY. Qiskit's template of that name,
/// with its default gates and entanglement.
public struct EfficientSU2: Ansatz, Hashable {
  private let layers: TwoLocal

  /// Alternating layers of RY, RZ and CNOTs, ending with RY and RZ.
  public init(
    qubitCount: Int, layerCount: Int, entanglement: Entanglement = .reverseLinear
  ) {
    layers = TwoLocal(
      qubitCount: qubitCount, layerCount: layerCount, rotations: [.ry, .rz], entangler: .cx,
      entanglement: entanglement)
  }

  /// How many qubits there are.
  public var qubitCount: Int { layers.qubitCount }
  /// How many layers of CNOTs there are (Qiskit's `reps`).
  public var layerCount: Int { layers.layerCount }
  /// Which qubits are joined.
  public var entanglement: Entanglement { layers.entanglement }
  /// 2 for each qubit of each layer of rotations.
  public var parameterCount: Int { layers.parameterCount }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    layers.append(to: &circuit)
  }
}

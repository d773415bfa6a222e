extension TwoLocal {
  /// Layers of RY, RZ and CNOTs, ending with RY and RZ: a hardware-efficient circuit.
  ///
  /// Parameters: `[layers + 1, 2, qubits]`, in each layer first those of RY. Qiskit's `EfficientSU2`, with
  /// its default gates and entanglement; `layerCount` is its `reps`.
  public static func efficientSU2(
    qubitCount: Int, layerCount: Int, entanglement: Entanglement = .reverseLinear
  ) -> TwoLocal {
    TwoLocal(
      qubitCount: qubitCount, layerCount: layerCount, rotations: [.ry, .rz], entangler: .cx,
      entanglement: entanglement)
  }
}

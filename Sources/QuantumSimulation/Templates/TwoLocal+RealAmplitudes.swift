extension TwoLocal {
  /// Layers of RY and CNOTs, ending with RY: states with real amplitudes only.
  ///
  /// Parameters: `[layers + 1, qubits]`. Qiskit's `RealAmplitudes`, with its default entanglement;
  /// `layerCount` is its `reps`.
  public static func realAmplitudes(
    qubitCount: Int, layerCount: Int, entanglement: Entanglement = .reverseLinear
  ) -> TwoLocal {
    TwoLocal(
      qubitCount: qubitCount, layerCount: layerCount, rotations: [.ry], entangler: .cx,
      entanglement: entanglement)
  }
}

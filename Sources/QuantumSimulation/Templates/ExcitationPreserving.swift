/// Layers of RZ on every qubit and of exchanges between pairs, ending with RZ: how many qubits are 1 stays as it was.
///
/// An exchange is exp(-i theta (XX + YY) / 2), which turns |01> and |10> into each other. Parameters: for each layer one for each
/// qubit, then one for each pair; then one for each qubit, in radians. Qiskit's `excitation_preserving`, whose `reps` is
/// `layerCount`, with its default gates and entanglement; after Barkoutsos et al., *Quantum algorithms for electronic structure
/// calculations* (2018).
public struct ExcitationPreserving: Ansatz, Hashable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How many layers of exchanges there are.
  public let layerCount: Int
  /// Which qubits exchange.
  public let entanglement: Entanglement

  /// Layers of rotations and exchanges.
  public init(qubitCount: Int, layerCount: Int, entanglement: Entanglement = .full) {
    precondition(layerCount >= 0, "\(layerCount) layers")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
    self.entanglement = entanglement
  }

  /// 1 for each qubit of each layer and of the end, 1 for each pair of each layer.
  public var parameterCount: Int {
    (layerCount + 1) * qubitCount
      + layerCount * entanglement.pairs(qubitCount: qubitCount).count
  }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    for layer in 0...layerCount {
      circuit.appendRotations(.rz, on: 0..<qubitCount)
      guard layer < layerCount else { break }
      for (first, second) in entanglement.pairs(qubitCount: qubitCount) {
        let angle = Angle.parameter(circuit.parameterCount)
        circuit.append(.rxx, angle, on: first, second)
        circuit.append(.ryy, angle, on: first, second)
      }
    }
  }
}

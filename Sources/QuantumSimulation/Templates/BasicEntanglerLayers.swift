/// Layers of one rotation on every qubit, then a ring of CNOTs.
///
/// Parameters: `[layers, qubits]`. The CNOTs go from qubit i to i + 1, the last one to qubit 0; two qubits
/// have a single CNOT, one qubit has none. PennyLane's template of that name, whose default axis is X.
public struct BasicEntanglerLayers: Ansatz, Hashable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How many layers there are.
  public let layerCount: Int
  /// The axis of the rotations.
  public let axis: Pauli

  /// Layers of rotations and CNOTs.
  public init(qubitCount: Int, layerCount: Int, axis: Pauli = .x) {
    precondition(layerCount >= 0, "\(layerCount) layers")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
    self.axis = axis
  }

  /// 1 for each qubit of each layer.
  public var parameterCount: Int { layerCount * qubitCount }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    for _ in 0..<layerCount {
      circuit.appendRotations(axis.rotation, on: 0..<qubitCount)
      switch qubitCount {
      case 1: break
      case 2: circuit.append(.cx, on: 0, 1)
      default:
        for qubit in 0..<qubitCount {
          circuit.append(.cx, on: qubit, (qubit + 1) % qubitCount)
        }
      }
    }
  }
}

/// RY on every qubit, then layers of CZ and two RYs on neighbours, first on (0, 1), (2, 3), ..., then on
/// (1, 2), (3, 4), ...: with growing depth close to a unitary 2-design.
///
/// Parameters: `[qubits]` for the initial rotations, then `[layers, qubits - 1, 2]`. PennyLane's template of
/// that name; Cerezo et al., *Cost function dependent barren plateaus in shallow quantum neural networks*
/// (2021).
public struct SimplifiedTwoDesign: Ansatz, Hashable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How many layers there are.
  public let layerCount: Int

  /// Initial rotations and layers.
  public init(qubitCount: Int, layerCount: Int) {
    precondition(layerCount >= 0, "\(layerCount) layers")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
  }

  /// 1 for each qubit, and 2 for each pair of neighbours in each layer.
  public var parameterCount: Int { qubitCount + layerCount * (qubitCount - 1) * 2 }

  /// Appends the rotations and the layers.
  public func append(to circuit: inout Circuit) {
    circuit.appendRotations(.ry, on: 0..<qubitCount)
    for _ in 0..<layerCount {
      for row in 0...1 {
        for first in stride(from: row, to: qubitCount - 1, by: 2) {
          circuit.append(.cz, on: first, first + 1)
          circuit.appendRotations(.ry, on: [first, first + 1])
        }
      }
    }
  }
}

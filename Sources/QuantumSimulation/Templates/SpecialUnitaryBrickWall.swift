/// Universal two-qubit blocks laid like bricks: in each layer first on the qubits (0, 1), (2, 3), ..., then on
/// (1, 2), (3, 4), ...
///
/// The blocks are those of ``SpecialUnitaryRing``. Parameters: `[layers, qubits - 1, 15]`.
public struct SpecialUnitaryBrickWall: Ansatz, Hashable {
  /// How many qubits there are, at least 2.
  public let qubitCount: Int
  /// How many layers there are, each of two rows of bricks.
  public let layerCount: Int

  /// Layers of blocks.
  ///
  /// - Precondition: at least 2 qubits.
  public init(qubitCount: Int, layerCount: Int) {
    precondition(qubitCount >= 2, "a two-qubit block needs 2 qubits, not \(qubitCount)")
    precondition(layerCount >= 0, "\(layerCount) layers")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
  }

  /// 15 for each pair of neighbours in each layer.
  public var parameterCount: Int {
    layerCount * (qubitCount - 1) * SpecialUnitaryBlock.parameterCount
  }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    for _ in 0..<layerCount {
      for row in 0...1 {
        for first in stride(from: row, to: qubitCount - 1, by: 2) {
          SpecialUnitaryBlock.append(
            to: &circuit, on: first, first + 1, firstParameter: circuit.parameterCount)
        }
      }
    }
  }
}

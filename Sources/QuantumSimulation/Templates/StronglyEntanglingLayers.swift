/// Layers of a general rotation on every qubit, then a ring of CNOTs.
///
/// Parameters: `[layers, qubits, 3]`, each triple (phi, theta, omega) for
/// Rot = RZ(omega) RY(theta) RZ(phi). The CNOTs of layer l go from qubit i to (i + r) mod n, in the
/// order i = 0 ..< n, with range r = l mod (n - 1) + 1; a single qubit has none.
///
/// PennyLane's template of that name, shapes and ranges; after Schuld, Bocharov, Svore and Wiebe,
/// *Circuit-centric quantum classifiers* (2020).
public struct StronglyEntanglingLayers: Ansatz, Hashable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// For each layer the distance from control to target, 1 to `qubitCount - 1`.
  public let ranges: [Int]

  /// Layers with PennyLane's default ranges.
  public init(qubitCount: Int, layerCount: Int) {
    self.init(
      qubitCount: qubitCount,
      ranges: (0..<layerCount).map { qubitCount > 1 ? $0 % (qubitCount - 1) + 1 : 0 })
  }

  /// One layer for each of these ranges.
  ///
  /// - Precondition: each range is from 1 to `qubitCount - 1` (with one qubit: 0).
  public init(qubitCount: Int, ranges: [Int]) {
    precondition(
      ranges.allSatisfy { qubitCount == 1 ? $0 == 0 : (1..<qubitCount).contains($0) },
      "ranges \(ranges) do not fit \(qubitCount) qubits")
    self.qubitCount = qubitCount
    self.ranges = ranges
  }

  /// 3 for each qubit of each layer.
  public var parameterCount: Int { ranges.count * qubitCount * 3 }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    var parameter = circuit.parameterCount
    for range in ranges {
      for qubit in 0..<qubitCount {
        circuit.append(.rz, .parameter(parameter), on: qubit)
        circuit.append(.ry, .parameter(parameter + 1), on: qubit)
        circuit.append(.rz, .parameter(parameter + 2), on: qubit)
        parameter += 3
      }
      if qubitCount > 1 {
        for qubit in 0..<qubitCount {
          circuit.append(.cx, on: qubit, (qubit + range) % qubitCount)
        }
      }
    }
  }
}

/// Universal two-qubit blocks, one after another round a ring of qubits: block k acts on qubits k mod n
/// and (k + 1) mod n.
///
/// Every block is an arbitrary element of SU(4) with 15 parameters, in this order: U3 on the first
/// qubit (3), U3 on the second (3), the entangler exp(-i/2 (a XX + b YY + c ZZ)) (3), U3 on the first
/// (3), U3 on the second (3). Parameters: `[blocks, 15]`.
///
/// The block is the Cartan (KAK) decomposition; Kraus and Cirac, *Optimal creation of entanglement using
/// a two-qubit gate* (2001).
public struct SpecialUnitaryRing: Ansatz, Hashable {
  /// How many qubits there are, at least 2.
  public let qubitCount: Int
  /// How many blocks there are; `qubitCount` of them go once round the ring.
  public let blockCount: Int

  /// Blocks round a ring.
  ///
  /// - Precondition: at least 2 qubits.
  public init(qubitCount: Int, blockCount: Int) {
    precondition(qubitCount >= 2, "a two-qubit block needs 2 qubits, not \(qubitCount)")
    precondition(blockCount >= 0, "\(blockCount) blocks")
    self.qubitCount = qubitCount
    self.blockCount = blockCount
  }

  /// 15 for each block.
  public var parameterCount: Int { blockCount * 15 }

  /// Appends the blocks.
  public func append(to circuit: inout Circuit) {
    for block in 0..<blockCount {
      let first = block % qubitCount
      let second = (block + 1) % qubitCount
      let start = circuit.parameterCount
      func angles(_ offset: Int, _ count: Int) -> [Angle] {
        (0..<count).map { .parameter(start + offset + $0) }
      }
      circuit.append(Circuit.Operation(.u, angles(0, 3), on: [first]))
      circuit.append(Circuit.Operation(.u, angles(3, 3), on: [second]))
      circuit.append(Circuit.Operation(.rxx, angles(6, 1), on: [first, second]))
      circuit.append(Circuit.Operation(.ryy, angles(7, 1), on: [first, second]))
      circuit.append(Circuit.Operation(.rzz, angles(8, 1), on: [first, second]))
      circuit.append(Circuit.Operation(.u, angles(9, 3), on: [first]))
      circuit.append(Circuit.Operation(.u, angles(12, 3), on: [second]))
    }
  }
}

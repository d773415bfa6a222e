/// Universal two-qubit blocks, one after another round a ring of qubits: block k acts on qubits k mod n
/// and (k + 1) mod n.
///
/// Every block is an arbitrary element of SU(4), in the form of the Cartan decomposition: U3 on the first
/// qubit (3 parameters), U3 on the second (3), exp(-i/2 (a XX + b YY + c ZZ)) (3), U3 on the first (3), U3 on
/// the second (3). Parameters: `[blocks, 15]`.
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
  public var parameterCount: Int { blockCount * SpecialUnitaryBlock.parameterCount }

  /// Appends the blocks.
  public func append(to circuit: inout Circuit) {
    for block in 0..<blockCount {
      SpecialUnitaryBlock.append(
        to: &circuit, on: block % qubitCount, (block + 1) % qubitCount,
        firstParameter: circuit.parameterCount)
    }
  }
}

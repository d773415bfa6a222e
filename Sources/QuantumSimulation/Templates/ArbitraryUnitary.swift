/// Rotations about all products of Pauli operators but the identity: as many parameters as a unitary has, up to
/// its phase.
///
/// Parameters: 4^n - 1. The products come in the order of the modular Gray code with base 4, in which each
/// differs from the one before on a single qubit and qubit 0 changes most often: X, Y, Z on one qubit; XI, YI,
/// ZI, ZX, IX, XX, YX, YY, ... on two, with qubit 0 on the left. PennyLane's template of that name, shape and
/// order.
public struct ArbitraryUnitary: Ansatz, Hashable {
  /// How many qubits there are, 1 to 3.
  public let qubitCount: Int

  /// All Pauli rotations.
  ///
  /// - Precondition: 1 to 3 qubits; with 4 there would be 255 parameters.
  public init(qubitCount: Int) {
    precondition((1...3).contains(qubitCount), "\(qubitCount) qubits; there may be 1 to 3")
    self.qubitCount = qubitCount
  }

  /// 4^n - 1.
  public var parameterCount: Int { (1 << (2 * qubitCount)) - 1 }

  /// Appends the rotations, each on the qubits where its product is not the identity.
  public func append(to circuit: inout Circuit) {
    let letters: [Pauli?] = [nil, .x, .y, .z]
    for number in 1...parameterCount {
      func digit(_ position: Int) -> Int { number >> (2 * position) & 3 }
      // A digit of the Gray code is the number's digit less the next higher one.
      let factors = (0..<qubitCount).compactMap { qubit in
        letters[(digit(qubit) - digit(qubit + 1)) & 3].map { (qubit: qubit, pauli: $0) }
      }
      circuit.append(
        Circuit.Operation(
          .pauliRotation(factors.map(\.pauli)), [.parameter(circuit.parameterCount)],
          on: factors.map(\.qubit)))
    }
  }
}

/// An arbitrary element of SU(4) on two qubits, up to its phase, with 15 parameters in this order: U3 on
/// the first qubit (3), U3 on the second (3), the entangler exp(-i/2 (a XX + b YY + c ZZ)) (3), U3 on the
/// first (3), U3 on the second (3).
///
/// The Cartan (KAK) decomposition; Kraus and Cirac, *Optimal creation of entanglement using a two-qubit gate*
/// (2001).
enum SpecialUnitaryBlock {
  static let parameterCount = 15

  /// Appends a block whose parameters are numbered from `start`.
  static func append(
    to circuit: inout Circuit, on first: Int, _ second: Int, firstParameter start: Int
  ) {
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

/// exp(-i (x XX + y YY + z ZZ) / 2) of two qubits: what neighbouring `rxx`, `ryy` and `rzz` are together, which takes fewer `cx` than
/// one after the other.
struct PairInteraction {
  let first, second: Int
  private var angles: [Pauli: AngleSum] = [:]

  /// What a gate is, if it is one of these.
  init?(_ operation: Circuit.Operation, _ angleSum: (Angle) -> AngleSum) {
    let pauli: Pauli
    switch operation.gate {
    case .rxx, .pauliRotation([.x, .x]): pauli = .x
    case .ryy, .pauliRotation([.y, .y]): pauli = .y
    case .rzz, .pauliRotation([.z, .z]): pauli = .z
    default: return nil
    }
    (first, second) = (operation.qubits[0], operation.qubits[1])
    angles[pauli] = angleSum(operation.angles[0])
  }

  /// Adds another one, if it is of the same qubits.
  mutating func join(_ other: PairInteraction) -> Bool {
    guard Set([first, second]) == Set([other.first, other.second]) else { return false }
    for (pauli, angle) in other.angles {
      angles[pauli] =
        angles[pauli].map { sum in
          var sum = sum
          sum += angle
          return sum
        } ?? angle
    }
    return true
  }

  /// One kind of product takes two `cx` and two kinds no more, for CX turns XX into X of the control and ZZ into Z of the target; three
  /// kinds take three: Vatan, Williams, *Optimal quantum circuits for general two-qubit gates* (2004), figure 6.
  var operations: [BasisOperation] {
    let (x, y, z) = (angles[.x], angles[.y], angles[.z])
    if let x, let y, let z {
      return [.rz(second, AngleSum(.pi / 2)), .cx(second, first), .rz(first, z + .pi / 2)]
        + BasisOperation.ry(x + .pi / 2, on: second) + [.cx(first, second)]
        + BasisOperation.ry(-(y + .pi / 2), on: second)
        + [.cx(second, first), .rz(first, AngleSum(-.pi / 2))]
    }
    // A quarter turn about X on both makes YY of ZZ; one about Z makes YY of XX.
    let both = [first, second]
    if x != nil && y != nil {
      return both.flatMap(BasisOperation.sxdg) + parallel(x, y) + both.map { .sx($0) }
    }
    if y != nil && z != nil {
      return both.map { .rz($0, AngleSum(-.pi / 2)) } + parallel(y, z)
        + both.map { .rz($0, AngleSum(.pi / 2)) }
    }
    if let y { return BasisOperation.rotation([(first, .y), (second, .y)], y) }
    return parallel(x, z)
  }

  private func parallel(_ x: AngleSum?, _ z: AngleSum?) -> [BasisOperation] {
    [.cx(first, second)] + (x.map { BasisOperation.rx($0, on: first) } ?? [])
      + (z.map { [.rz(second, $0)] } ?? []) + [.cx(first, second)]
  }
}

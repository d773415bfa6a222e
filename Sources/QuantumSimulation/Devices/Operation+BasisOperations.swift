extension Circuit.Operation {
  /// The gate as a device's operations, the first to act first, up to a global phase. A `swap` is none of them: see
  /// ``BasisCircuit``.
  ///
  /// - Parameter angleSum: what an angle is; a number, where parameters are known.
  func basisOperations(_ angleSum: (Angle) -> AngleSum) -> [BasisOperation] {
    let angle = angles.first.map(angleSum) ?? AngleSum(0)
    let first = qubits[0]
    let last = qubits.last!
    func rz(_ angle: Double) -> [BasisOperation] { [.rz(first, AngleSum(angle))] }
    func rotation(_ paulis: [Pauli]) -> [BasisOperation] {
      BasisOperation.rotation(zip(qubits, paulis).map { ($0, $1) }, angle)
    }
    /// A rotation of the second qubit where the first is 1.
    func controlled(_ axis: (AngleSum, Int) -> [BasisOperation]) -> [BasisOperation] {
      let half = angle.scaled(by: 0.5)
      return axis(half, last) + [.cx(first, last)] + axis(-half, last) + [.cx(first, last)]
    }
    switch gate {
    case .h: return BasisOperation.h(on: first)
    case .x, .mcx(controlCount: 0): return [.x(first)]
    case .y: return rz(.pi) + [.x(first)]
    case .z: return rz(.pi)
    case .s: return rz(.pi / 2)
    case .sdg: return rz(-.pi / 2)
    case .t: return rz(.pi / 4)
    case .tdg: return rz(-.pi / 4)
    case .sx: return [.sx(first)]
    case .rx: return BasisOperation.rx(angle, on: first)
    case .ry: return BasisOperation.ry(angle, on: first)
    case .rz, .p: return [.rz(first, angle)]
    case .u:
      return BasisOperation.u(angle, angleSum(angles[1]), angleSum(angles[2]), on: first)
    case .cx, .mcx(controlCount: 1): return [.cx(first, last)]
    case .cz: return BasisOperation.h(on: last) + [.cx(first, last)] + BasisOperation.h(on: last)
    case .cp: return BasisOperation.phase(angle, on: qubits)
    case .crx:
      return BasisOperation.h(on: last) + controlled { [.rz($1, $0)] } + BasisOperation.h(on: last)
    case .cry: return controlled(BasisOperation.ry)
    case .crz: return controlled { [.rz($1, $0)] }
    case .ccx, .mcx:
      return BasisOperation.h(on: last) + BasisOperation.phase(AngleSum(.pi), on: qubits)
        + BasisOperation.h(on: last)
    case .swap: return [.cx(first, last), .cx(last, first), .cx(first, last)]
    // With their neighbours they are a ``PairInteraction``.
    case .rxx: return rotation([.x, .x])
    case .ryy: return rotation([.y, .y])
    case .rzz: return rotation([.z, .z])
    case .pauliRotation(let paulis): return rotation(paulis)
    }
  }
}

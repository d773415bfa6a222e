extension Circuit.Operation {
  /// The operation as elementary ones, the first to act first, up to a global phase.
  ///
  /// Controlled rotations are pairs of Pauli rotations: exp(-i angle (1 - Z_c) P / 4).
  var elements: [ElementaryOperation] {
    let angle = angles.first.map { AngleSum($0) } ?? AngleSum(0)
    let first = qubits[0]
    func phase(_ angle: AngleSum) -> [ElementaryOperation] { [.phase(mask: 1 << first, angle)] }
    func rotation(_ angle: AngleSum, _ paulis: Pauli...) -> [ElementaryOperation] {
      ElementaryOperation.pauliRotation(angle, zip(qubits, paulis).map { ($0, $1) })
    }
    func controlled(_ pauli: Pauli) -> [ElementaryOperation] {
      let half = angle.scaled(by: 0.5)
      return ElementaryOperation.pauliRotation(half, [(qubits[1], pauli)])
        + ElementaryOperation.pauliRotation(-half, [(first, .z), (qubits[1], pauli)])
    }
    return switch gate {
    case .h: phase(AngleSum(.pi)) + rotation(AngleSum(.pi / 2), .y)
    case .x: [.flip(target: first, controls: 0)]
    case .y: phase(AngleSum(.pi)) + [.flip(target: first, controls: 0)]
    case .z: phase(AngleSum(.pi))
    case .s: phase(AngleSum(.pi / 2))
    case .sdg: phase(AngleSum(-.pi / 2))
    case .t: phase(AngleSum(.pi / 4))
    case .tdg: phase(AngleSum(-.pi / 4))
    case .sx: rotation(AngleSum(.pi / 2), .x)
    case .rx: rotation(angle, .x)
    case .ry: rotation(angle, .y)
    case .rz, .p: phase(angle)
    case .u: phase(AngleSum(angles[2])) + rotation(angle, .y) + phase(AngleSum(angles[1]))
    case .cx, .ccx, .mcx:
      [
        .flip(
          target: qubits.last!, controls: qubits.dropLast().reduce(0) { $0 | 1 << $1 })
      ]
    case .cz: ElementaryOperation.controlledZ(first, qubits[1])
    case .cp: ElementaryOperation.controlledPhase(angle, first, qubits[1])
    case .crx: controlled(.x)
    case .cry: controlled(.y)
    case .crz: controlled(.z)
    case .swap:
      [(first, qubits[1]), (qubits[1], first), (first, qubits[1])].map {
        .flip(target: $0.1, controls: 1 << $0.0)
      }
    case .rxx: rotation(angle, .x, .x)
    case .ryy: rotation(angle, .y, .y)
    case .rzz: rotation(angle, .z, .z)
    case .pauliRotation(let paulis):
      ElementaryOperation.pauliRotation(angle, zip(qubits, paulis).map { ($0, $1) })
    }
  }
}

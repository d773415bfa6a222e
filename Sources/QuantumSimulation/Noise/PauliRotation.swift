/// exp(-i angle P / 2): what every gate is a product of, up to a global phase.
public struct PauliRotation: Sendable, Hashable {
  /// P, by qubit.
  public let paulis: PauliString
  let angle: AngleSum
  /// Whether the angle belongs to what the gate does, so that it grows when the gate turns too far; others only turn a frame.
  var isOfGate = true

  init(_ factors: [Int: Pauli], _ angle: AngleSum, isOfGate: Bool = true) {
    paulis = PauliString(factors)
    self.angle = angle
    self.isOfGate = isOfGate
  }

  /// The rotation undone.
  var inverse: PauliRotation {
    PauliRotation(paulis.factors, -angle, isOfGate: isOfGate)
  }
}

extension Circuit.Operation {
  /// The gate as rotations, the first to act first, up to a global phase.
  ///
  /// A projector's phase is a product of commuting ones: exp(i angle product of (1 - P_j) / 2) is a rotation about each product of
  /// some of m operators P_j, by angle (-1)^(count + 1) / 2^(m - 1).
  var rotations: [PauliRotation] {
    let angle = angles.first.map { AngleSum($0) } ?? AngleSum(0)
    let first = qubits[0]
    func rotation(_ pauli: Pauli, _ angle: AngleSum, isOfGate: Bool = true) -> [PauliRotation] {
      [PauliRotation([first: pauli], angle, isOfGate: isOfGate)]
    }
    func rotation(_ paulis: [Pauli]) -> [PauliRotation] {
      [PauliRotation(Dictionary(uniqueKeysWithValues: zip(qubits, paulis)), angle)]
    }
    func phase(of paulis: [Pauli], _ angle: AngleSum) -> [PauliRotation] {
      (1..<1 << paulis.count).map { members in
        let factors = bits(of: members).map { (qubits[$0], paulis[$0]) }
        let sign = factors.count % 2 == 1 ? 1.0 : -1
        return PauliRotation(
          Dictionary(uniqueKeysWithValues: factors),
          angle.scaled(by: sign / Double(1 << (paulis.count - 1))))
      }
    }
    func controlled(_ pauli: Pauli) -> [PauliRotation] {
      let half = angle.scaled(by: 0.5)
      return [
        PauliRotation([qubits[1]: pauli], half),
        PauliRotation([first: .z, qubits[1]: pauli], -half),
      ]
    }
    let halfTurn = AngleSum(.pi)
    return switch gate {
    // A half turn about (X + Z) / sqrt(2).
    case .h:
      rotation(.y, AngleSum(-.pi / 4), isOfGate: false) + rotation(.z, halfTurn)
        + rotation(.y, AngleSum(.pi / 4), isOfGate: false)
    case .x: rotation(.x, halfTurn)
    case .y: rotation(.y, halfTurn)
    case .z: rotation(.z, halfTurn)
    case .s: rotation(.z, AngleSum(.pi / 2))
    case .sdg: rotation(.z, AngleSum(-.pi / 2))
    case .t: rotation(.z, AngleSum(.pi / 4))
    case .tdg: rotation(.z, AngleSum(-.pi / 4))
    case .sx: rotation(.x, AngleSum(.pi / 2))
    case .rx: rotation(.x, angle)
    case .ry: rotation(.y, angle)
    case .rz, .p: rotation(.z, angle)
    case .u:
      rotation(.z, AngleSum(angles[2])) + rotation(.y, angle) + rotation(.z, AngleSum(angles[1]))
    case .cx, .ccx, .mcx:
      phase(of: Array(repeating: .z, count: qubits.count - 1) + [.x], halfTurn)
    case .cz: phase(of: [.z, .z], halfTurn)
    case .cp: phase(of: [.z, .z], angle)
    case .crx: controlled(.x)
    case .cry: controlled(.y)
    case .crz: controlled(.z)
    // exp(i pi/4 (XX + YY + ZZ))
    case .swap:
      Pauli.allCases.map {
        PauliRotation([first: $0, qubits[1]: $0], AngleSum(-.pi / 2))
      }
    case .rxx: rotation([.x, .x])
    case .ryy: rotation([.y, .y])
    case .rzz: rotation([.z, .z])
    case .pauliRotation(let paulis): rotation(paulis)
    }
  }
}

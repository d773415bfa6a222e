/// What every gate is a product of on a device, up to a global phase, before its own entangler is put in.
enum BasisOperation: Hashable {
  /// A rotation about Z, which is virtual.
  case rz(Int, AngleSum)
  /// A quarter turn about X.
  case sx(Int)
  case x(Int)
  case cx(Int, Int)

  var qubits: [Int] {
    switch self {
    case .rz(let qubit, _), .sx(let qubit), .x(let qubit): [qubit]
    case .cx(let control, let target): [control, target]
    }
  }

  /// The operation on other qubits.
  func mapping(_ place: (Int) -> Int) -> BasisOperation {
    switch self {
    case .rz(let qubit, let angle): .rz(place(qubit), angle)
    case .sx(let qubit): .sx(place(qubit))
    case .x(let qubit): .x(place(qubit))
    case .cx(let control, let target): .cx(place(control), place(target))
    }
  }
}

extension BasisOperation {
  // RX(angle) and RY(angle) are U(angle, phi, lambda) = RZ(phi + pi) SX RZ(angle + pi) SX RZ(lambda), with the rightmost factor first:
  // McKay et al., *Efficient Z gates for quantum computing* (2017), equation 9.

  static func u(_ theta: AngleSum, _ phi: AngleSum, _ lambda: AngleSum, on qubit: Int)
    -> [BasisOperation]
  {
    [
      .rz(qubit, lambda), .sx(qubit), .rz(qubit, theta + .pi), .sx(qubit), .rz(qubit, phi + .pi),
    ]
  }

  static func rx(_ angle: AngleSum, on qubit: Int) -> [BasisOperation] {
    u(angle, AngleSum(-.pi / 2), AngleSum(.pi / 2), on: qubit)
  }

  static func ry(_ angle: AngleSum, on qubit: Int) -> [BasisOperation] {
    u(angle, AngleSum(0), AngleSum(0), on: qubit)
  }

  static func h(on qubit: Int) -> [BasisOperation] {
    [.rz(qubit, AngleSum(.pi / 2)), .sx(qubit), .rz(qubit, AngleSum(.pi / 2))]
  }

  /// SX undone.
  static func sxdg(on qubit: Int) -> [BasisOperation] {
    [.rz(qubit, AngleSum(.pi)), .sx(qubit), .rz(qubit, AngleSum(.pi))]
  }

  /// exp(-i angle P / 2): P is turned into a product of Zs, and its parity gathered on the last qubit.
  static func rotation(_ factors: [(qubit: Int, pauli: Pauli)], _ angle: AngleSum)
    -> [BasisOperation]
  {
    guard let last = factors.last?.qubit else { return [] }
    if factors.count == 1 {
      switch factors[0].pauli {
      case .x: return rx(angle, on: last)
      case .y: return ry(angle, on: last)
      case .z: return [.rz(last, angle)]
      }
    }
    let before = factors.flatMap { qubit, pauli -> [BasisOperation] in
      switch pauli {
      case .x: h(on: qubit)
      case .y: [.sx(qubit)]
      case .z: []
      }
    }
    let after = factors.flatMap { qubit, pauli -> [BasisOperation] in
      switch pauli {
      case .x: h(on: qubit)
      case .y: sxdg(on: qubit)
      case .z: []
      }
    }
    let parity = zip(factors, factors.dropFirst()).map { cx($0.qubit, $1.qubit) }
    return before + parity + [.rz(last, angle)] + parity.reversed() + after
  }

  /// The phase exp(i angle) where all these qubits are 1, of m qubits with 2^m - 2 `cx`.
  ///
  /// It is a product of rotations about each product of Zs. Those with the same last qubit follow one another as a Gray code:
  /// Barenco et al., *Elementary gates for quantum computation* (1995), section 7.1.
  static func phase(_ angle: AngleSum, on qubits: [Int]) -> [BasisOperation] {
    qubits.indices.flatMap { last in
      (0..<1 << last).flatMap { step -> [BasisOperation] in
        let members = (step ^ step >> 1).nonzeroBitCount + 1
        let sign = members % 2 == 1 ? 1.0 : -1
        let share = angle.scaled(by: sign / Double(1 << (qubits.count - 1)))
        let rotation = BasisOperation.rz(qubits[last], share)
        guard last > 0 else { return [rotation] }
        let changed = min((step + 1).trailingZeroBitCount, last - 1)
        return [rotation, .cx(qubits[changed], qubits[last])]
      }
    }
  }
}

extension AngleSum {
  static func + (left: AngleSum, right: Double) -> AngleSum {
    var result = left
    result.constant += right
    return result
  }
}

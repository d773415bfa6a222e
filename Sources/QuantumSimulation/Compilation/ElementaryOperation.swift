/// What every gate is a product of, up to a global phase.
enum ElementaryOperation: Hashable {
  /// X on the target if all controls (a set of bits) are 1: a permutation of the basis states.
  case flip(target: Int, controls: Int)
  /// exp(-i angle Z_S / 2), where Z_S is the product of Z on the qubits of the mask S: a diagonal.
  case phase(mask: Int, AngleSum)
  /// RY: a real rotation.
  case rotation(qubit: Int, AngleSum)

  /// The qubits it acts on, as bits.
  var support: Int {
    switch self {
    case .flip(let target, let controls): 1 << target | controls
    case .phase(let mask, _): mask
    case .rotation(let qubit, _): 1 << qubit
    }
  }

  /// Itself backwards.
  var inverse: ElementaryOperation {
    switch self {
    case .flip: self
    case .phase(let mask, let angle): .phase(mask: mask, -angle)
    case .rotation(let qubit, let angle): .rotation(qubit: qubit, -angle)
    }
  }
}

extension ElementaryOperation {
  /// CZ = exp(i pi/4 (1 - Z_a)(1 - Z_b)).
  static func controlledZ(_ first: Int, _ second: Int) -> [ElementaryOperation] {
    controlledPhase(AngleSum(.pi), first, second)
  }

  /// diag(1, 1, 1, exp(i angle)) = exp(i angle (1 - Z_a)(1 - Z_b) / 4).
  static func controlledPhase(_ angle: AngleSum, _ first: Int, _ second: Int)
    -> [ElementaryOperation]
  {
    let half = angle.scaled(by: 0.5)
    return [
      .phase(mask: 1 << first, half), .phase(mask: 1 << second, half),
      .phase(mask: 1 << first | 1 << second, -half),
    ]
  }

  /// exp(-i angle P / 2) for a product P of Pauli operators: P is turned into Y of one qubit by permutations
  /// and diagonals, or is diagonal itself.
  static func pauliRotation(_ angle: AngleSum, _ factors: [(qubit: Int, pauli: Pauli)])
    -> [ElementaryOperation]
  {
    var string = SignedPauli(factors)
    guard string.x != 0 else { return [.phase(mask: string.z, angle)] }
    let pivot = string.x.trailingZeroBitCount
    var change: [ElementaryOperation] = []
    for qubit in bits(of: string.x & ~(1 << pivot)) {
      change.append(.flip(target: qubit, controls: 1 << pivot))
      string.conjugate(withControlledX: pivot, target: qubit)
    }
    for qubit in bits(of: string.z & ~(1 << pivot)) {
      change += controlledZ(pivot, qubit)
      string.conjugate(withControlledZ: pivot, qubit)
    }
    if string.z == 0 {
      change.append(.phase(mask: 1 << pivot, AngleSum(.pi / 2)))
      string.conjugate(withS: pivot)
    }
    return change
      + [.rotation(qubit: pivot, string.isNegative ? -angle : angle)]
      + change.reversed().map(\.inverse)
  }
}

/// The numbers of the bits that are set, ascending.
func bits(of mask: Int) -> [Int] {
  (0..<Int.bitWidth).filter { mask >> $0 & 1 == 1 }
}

/// +-P, as bits: the qubits with an X or Y, and those with a Z or Y. How Clifford gates change it: Aaronson and
/// Gottesman, *Improved simulation of stabilizer circuits* (2004).
private struct SignedPauli {
  var x = 0
  var z = 0
  var isNegative = false

  init(_ factors: [(qubit: Int, pauli: Pauli)]) {
    for (qubit, pauli) in factors {
      if pauli != .z { x |= 1 << qubit }
      if pauli != .x { z |= 1 << qubit }
    }
  }

  private func has(_ bits: Int, _ qubit: Int) -> Bool { bits >> qubit & 1 == 1 }

  mutating func conjugate(withControlledX control: Int, target: Int) {
    if has(x, control) && has(z, target) && has(x, target) == has(z, control) {
      isNegative.toggle()
    }
    if has(x, control) { x ^= 1 << target }
    if has(z, target) { z ^= 1 << control }
  }

  mutating func conjugate(withControlledZ first: Int, _ second: Int) {
    if has(x, first) && has(x, second) && has(z, first) != has(z, second) { isNegative.toggle() }
    if has(x, second) { z ^= 1 << first }
    if has(x, first) { z ^= 1 << second }
  }

  mutating func conjugate(withS qubit: Int) {
    if has(x, qubit) && has(z, qubit) { isNegative.toggle() }
    if has(x, qubit) { z ^= 1 << qubit }
  }
}

/// Which pairs of qubits an entangling layer joins, and in which order. Qiskit's names in brackets.
public enum Entanglement: String, CaseIterable, Sendable, Codable {
  /// (0, 1), (1, 2), ..., (n - 2, n - 1) [`linear`].
  case linear
  /// The same from the last pair to the first [`reverse_linear`].
  case reverseLinear = "reverse-linear"
  /// (n - 1, 0), then as linear; two qubits have one pair [`circular`].
  case ring
  /// Every pair (i, j) with i < j, by i and then by j [`full`].
  case full

  /// The pairs, control first.
  func pairs(qubitCount: Int) -> [(control: Int, target: Int)] {
    let linear = (1..<max(qubitCount, 1)).map { (control: $0 - 1, target: $0) }
    return switch self {
    case .linear: linear
    case .reverseLinear: linear.reversed()
    case .ring: (qubitCount > 2 ? [(qubitCount - 1, 0)] : []) + linear
    case .full:
      (0..<qubitCount).flatMap { control in
        (control + 1..<max(qubitCount, control + 1)).map { (control: control, target: $0) }
      }
    }
  }
}

/// Alternating layers of rotations on every qubit and of entangling gates, ending with rotations.
///
/// Parameters: for each of the `layerCount + 1` rotation layers one for each rotation and qubit,
/// `[rotations, qubits]`; after it one for each pair, if the entangling gate takes an angle. Qiskit's
/// `TwoLocal`.
public struct TwoLocal: Ansatz, Hashable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How many entangling layers there are (Qiskit's `reps`).
  public let layerCount: Int
  /// The gates of a rotation layer, each on all qubits: `rx`, `ry`, `rz` or `p`.
  public let rotations: [Gate]
  /// The gate of an entangling layer: `cx`, `cz`, `crx`, `cry` or `crz`.
  public let entangler: Gate
  /// Which qubits are joined.
  public let entanglement: Entanglement

  /// Alternating layers.
  ///
  /// - Precondition: rotations of one qubit and one angle; a controlled gate on two qubits.
  public init(
    qubitCount: Int, layerCount: Int, rotations: [Gate] = [.ry], entangler: Gate = .cx,
    entanglement: Entanglement = .linear
  ) {
    precondition(layerCount >= 0, "\(layerCount) layers")
    precondition(
      rotations.allSatisfy { $0.qubitCount == 1 && $0.angleCount == 1 },
      "\(rotations) are not all rotations of one qubit")
    precondition(
      [.cx, .cz, .crx, .cry, .crz].contains(entangler), "\(entangler) is no controlled gate")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
    self.rotations = rotations
    self.entangler = entangler
    self.entanglement = entanglement
  }

  /// 1 for each rotation, and for each pair if the entangling gate takes an angle.
  public var parameterCount: Int {
    let pairCount = entanglement.pairs(qubitCount: qubitCount).count
    return (layerCount + 1) * rotations.count * qubitCount
      + layerCount * pairCount * entangler.angleCount
  }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    for layer in 0...layerCount {
      for rotation in rotations { circuit.appendRotations(rotation, on: 0..<qubitCount) }
      guard layer < layerCount else { break }
      for pair in entanglement.pairs(qubitCount: qubitCount) {
        circuit.appendControlled(entangler, from: pair.control, to: pair.target)
      }
    }
  }
}

import Numerics

/// One of the three Pauli operators on a qubit.
public enum Pauli: String, CaseIterable, Sendable, Hashable, Codable {
  /// `[[0, 1], [1, 0]]`: what a flip of the bit does.
  case x
  /// `[[0, -i], [i, 0]]`
  case y
  /// `diag(1, -1)`: +1 where the bit is 0, -1 where it is 1.
  case z
}

/// A product of Pauli operators on some of the qubits, such as Z on qubit 0 times X on qubit 2: an
/// observable whose measured values are +1 and -1.
public struct PauliString: Sendable, Hashable {
  /// The operator on each qubit that has one; on the others it is the identity.
  public let factors: [Int: Pauli]

  /// The product of these operators, by qubit: `PauliString([0: .z, 2: .x])`.
  public init(_ factors: [Int: Pauli]) {
    self.factors = factors
  }

  /// Z on one qubit.
  public static func z(_ qubit: Int) -> PauliString {
    PauliString([qubit: .z])
  }

  /// Z of each of these qubits: *selective measurement*, when they are not all.
  public static func z(of qubits: some Sequence<Int>) -> [PauliString] {
    qubits.map { .z($0) }
  }

  /// All products of Pauli operators on some of these qubits, but for the identity: of m qubits 4^m - 1. Their expectation
  /// values are all that can be known of the qubits' state.
  public static func all(on qubits: [Int]) -> [PauliString] {
    let products = qubits.reduce([[:]]) { (products: [[Int: Pauli]], qubit) in
      products.flatMap { product in
        [product] + Pauli.allCases.map { product.merging([qubit: $0]) { $1 } }
      }
    }
    return products.filter { !$0.isEmpty }.map { PauliString($0) }
  }

  /// The bits that the operator flips: those under X and Y.
  var flippedBits: Int { bits { $0 != .z } }
  /// The bits that set the sign: those under Z and Y.
  var signBits: Int { bits { $0 != .x } }
  /// How many Ys the product has.
  var countOfY: Int { factors.values.count { $0 == .y } }

  private func bits(where matches: (Pauli) -> Bool) -> Int {
    factors.reduce(0) { matches($1.value) ? $0 | 1 << $1.key : $0 }
  }
}

/// What a Pauli string does to basis states:
/// P |k> = i^(number of Ys) (-1)^(ones of k under Z and Y) |k with the bits under X and Y flipped>.
struct PauliAction {
  let flippedBits: Int
  private let signBits: Int
  private let phase: Complex<Double>

  init(_ string: PauliString) {
    flippedBits = string.flippedBits
    signBits = string.signBits
    phase = [.one, .i, -.one, -.i][string.countOfY % 4]
  }

  /// The factor in P |k> = factor |k with the flipped bits flipped>.
  func factor(of basisState: Int) -> Complex<Double> {
    (basisState & signBits).nonzeroBitCount % 2 == 1 ? -phase : phase
  }
}

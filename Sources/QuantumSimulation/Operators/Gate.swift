/// The gates, by their OpenQASM names.
///
/// Rotations are `exp(-i angle P / 2)` for a Pauli operator P; angles are in radians. Controls come
/// first in a gate's list of qubits: `cx` acts on (control, target), `ccx` on (control, control, target).
/// Matrices are Qiskit's, global phases included: `UGate(theta, phi, lambda)`, `PhaseGate`, `RXXGate` ... In those below c is
/// cos(angle / 2) and s is sin(angle / 2).
public enum Gate: Sendable, Hashable {
  // One qubit, fixed.
  /// Hadamard: `[[1, 1], [1, -1]] / sqrt(2)`
  case h
  /// Pauli's X: `[[0, 1], [1, 0]]`
  case x
  /// Pauli's Y: `[[0, -i], [i, 0]]`
  case y
  /// Pauli's Z: `diag(1, -1)`
  case z
  /// The root of Z: `diag(1, i)`
  case s
  /// The inverse of `s`: `diag(1, -i)`
  case sdg
  /// The root of `s`: `diag(1, exp(i pi / 4))`
  case t
  /// The inverse of `t`: `diag(1, exp(-i pi / 4))`
  case tdg
  /// The root of X: `[[1 + i, 1 - i], [1 - i, 1 + i]] / 2`
  case sx
  // One qubit, with angles.
  /// A rotation about X: `[[c, -i s], [-i s, c]]`
  case rx
  /// A rotation about Y: `[[c, -s], [s, c]]`
  case ry
  /// A rotation about Z: `diag(exp(-i angle / 2), exp(i angle / 2))`
  case rz
  /// A phase where the qubit is 1: `diag(1, exp(i angle))`
  case p
  /// Any gate of one qubit, by the angles theta, phi, lambda: `[[c, -exp(i lambda) s], [exp(i phi) s, exp(i (phi + lambda)) c]]`,
  /// c and s of theta.
  case u
  // Controlled.
  /// CNOT: X on the second qubit where the first is 1.
  case cx
  /// Z on the second qubit where the first is 1: the sign -1 where both are.
  case cz
  /// The factor exp(i angle) where both qubits are 1.
  case cp
  /// `rx` on the second qubit where the first is 1.
  case crx
  /// `ry` on the second qubit where the first is 1.
  case cry
  /// `rz` on the second qubit where the first is 1.
  case crz
  /// Toffoli: X on the third qubit where the first two are 1.
  case ccx
  /// X on the last qubit, controlled by all before it; `ccx` has a control count of 2.
  case mcx(controlCount: Int)
  // Two qubits.
  /// Each qubit takes the other's state.
  case swap
  /// `exp(-i angle XX / 2)`, X on both qubits.
  case rxx
  /// `exp(-i angle YY / 2)`, Y on both qubits.
  case ryy
  /// `exp(-i angle ZZ / 2)`, Z on both qubits: exp(-i angle / 2) where they are equal, exp(i angle / 2) where not.
  case rzz
  /// `exp(-i angle P / 2)`, where P has the j-th of these operators on the gate's j-th qubit; `rxx` is
  /// `pauliRotation([.x, .x])`.
  case pauliRotation([Pauli])

  /// The gates of a fixed number of qubits: all but `mcx` and `pauliRotation`.
  public static let named: [Gate] = [
    .h, .x, .y, .z, .s, .sdg, .t, .tdg, .sx, .rx, .ry, .rz, .p, .u, .cx, .cz, .cp, .crx, .cry,
    .crz, .ccx, .swap, .rxx, .ryy, .rzz,
  ]

  /// How many qubits the gate acts on, controls included.
  public var qubitCount: Int {
    switch self {
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .sx, .rx, .ry, .rz, .p, .u: 1
    case .cx, .cz, .cp, .crx, .cry, .crz, .swap, .rxx, .ryy, .rzz: 2
    case .ccx: 3
    case .mcx(let controlCount): controlCount + 1
    case .pauliRotation(let paulis): paulis.count
    }
  }

  /// How many angles the gate takes.
  public var angleCount: Int {
    switch self {
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .sx, .cx, .cz, .ccx, .mcx, .swap: 0
    case .rx, .ry, .rz, .p, .cp, .crx, .cry, .crz, .rxx, .ryy, .rzz, .pauliRotation: 1
    case .u: 3
    }
  }
}

extension Gate: CustomStringConvertible {
  /// The OpenQASM name, continued to those gates that OpenQASM has no name for: `c3x` for X with three
  /// controls, `rxzy` for the rotation about XZY. Gates of one name do the same.
  public var name: String {
    switch self {
    case .h: "h"
    case .x, .mcx(controlCount: 0): "x"
    case .y: "y"
    case .z: "z"
    case .s: "s"
    case .sdg: "sdg"
    case .t: "t"
    case .tdg: "tdg"
    case .sx: "sx"
    case .rx: "rx"
    case .ry: "ry"
    case .rz: "rz"
    case .p: "p"
    case .u: "u"
    case .cx, .mcx(controlCount: 1): "cx"
    case .cz: "cz"
    case .cp: "cp"
    case .crx: "crx"
    case .cry: "cry"
    case .crz: "crz"
    case .ccx, .mcx(controlCount: 2): "ccx"
    case .mcx(let controlCount): "c\(controlCount)x"
    case .swap: "swap"
    case .rxx: "rxx"
    case .ryy: "ryy"
    case .rzz: "rzz"
    case .pauliRotation(let paulis): "r" + paulis.map(\.rawValue).joined()
    }
  }

  /// The gate's ``name``.
  public var description: String { name }
}

/// The angles of one gate in radians, in the order of its arguments; those it does not take are 0.
public typealias GateAngles = SIMD3<Double>

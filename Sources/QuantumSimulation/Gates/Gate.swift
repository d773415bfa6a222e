/// The gates, by their OpenQASM names.
///
/// Rotations are `exp(-i angle P / 2)` for a Pauli operator P; angles are in radians. Controls come
/// first in a gate's list of qubits: `cx` acts on (control, target), `ccx` on (control, control, target).
/// Matrices are Qiskit's, global phases included: `UGate(theta, phi, lambda)`, `PhaseGate`, `RXXGate` ...
public enum Gate: String, CaseIterable, Sendable, Hashable {
  // One qubit, fixed.
  case h, x, y, z, s, sdg, t, tdg
  // One qubit, with angles.
  case rx, ry, rz, p, u
  // Controlled.
  case cx, cz, crx, cry, crz, ccx
  // Two qubits.
  case swap, rxx, ryy, rzz

  /// How many qubits the gate acts on, controls included.
  public var qubitCount: Int {
    switch self {
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .rx, .ry, .rz, .p, .u: 1
    case .cx, .cz, .crx, .cry, .crz, .swap, .rxx, .ryy, .rzz: 2
    case .ccx: 3
    }
  }

  /// How many angles the gate takes.
  public var angleCount: Int {
    switch self {
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .cx, .cz, .ccx, .swap: 0
    case .rx, .ry, .rz, .p, .crx, .cry, .crz, .rxx, .ryy, .rzz: 1
    case .u: 3
    }
  }
}

/// The angles of one gate in radians, in the order of its arguments; those it does not take are 0.
public typealias GateAngles = SIMD3<Double>

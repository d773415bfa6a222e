import Foundation
import QuantumSimulation

/// A step of writing a gate with others.
struct GateStep: Hashable {
  /// An angle of a step.
  enum Angle: Hashable {
    /// A fixed number, in radians.
    case constant(Double)
    /// One of the written gate's own angles, by its place, times a number.
    case own(Int, times: Double)
  }

  let gate: Gate
  let angles: [Angle]
  /// Places in the written gate's list of qubits.
  let qubits: [Int]

  init(_ gate: Gate, _ angles: Angle..., on qubits: Int...) {
    self.gate = gate
    self.angles = angles
    self.qubits = qubits
  }
}

extension Gate {
  /// More controls than this are not written: the gate takes 2^(controls + 1) phases.
  private static let writtenControlLimit = 10

  /// The gate as others, to be written in a language that has no name for it.
  ///
  /// - Throws: `InterchangeError` if it would be too long, or everything is made of it.
  func writtenSteps() throws(InterchangeError) -> [GateStep] {
    if case .mcx(let count) = self, count > Self.writtenControlLimit {
      throw InterchangeError(
        "the gate \(self)",
        "with more than \(Self.writtenControlLimit) controls it is too long to be written; make it of smaller ones"
      )
    }
    guard let recipe else {
      throw InterchangeError("the gate \(self)", "there is no way to write it; make it of others")
    }
    return recipe
  }

  /// The gate as simpler ones, the first to act first, exact up to a global phase; `nil` for those that everything is
  /// made of: the gates on one qubit, `cx` and `cz`.
  ///
  /// Every step may stand below a control of its own gate only, so that global phases do not matter.
  var recipe: [GateStep]? {
    let (whole, half) = (GateStep.Angle.own(0, times: 1), GateStep.Angle.own(0, times: 0.5))
    let minusHalf = GateStep.Angle.own(0, times: -0.5)
    switch self {
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .rx, .ry, .rz, .p, .cx, .cz: return nil
    case .sx: return [GateStep(.rx, .constant(.pi / 2), on: 0)]
    case .u:
      return [
        GateStep(.rz, .own(2, times: 1), on: 0), GateStep(.ry, whole, on: 0),
        GateStep(.rz, .own(1, times: 1), on: 0),
      ]
    case .cp:
      return [
        GateStep(.p, half, on: 0), GateStep(.cx, on: 0, 1), GateStep(.p, minusHalf, on: 1),
        GateStep(.cx, on: 0, 1), GateStep(.p, half, on: 1),
      ]
    case .crx: return [GateStep(.h, on: 1), GateStep(.crz, whole, on: 0, 1), GateStep(.h, on: 1)]
    case .cry, .crz:
      let rotation: Gate = self == .cry ? .ry : .rz
      return [
        GateStep(rotation, half, on: 1), GateStep(.cx, on: 0, 1),
        GateStep(rotation, minusHalf, on: 1), GateStep(.cx, on: 0, 1),
      ]
    case .ccx: return Self.doublyControlledX
    case .mcx(controlCount: 0): return [GateStep(.x, on: 0)]
    case .mcx(controlCount: 1): return [GateStep(.cx, on: 0, 1)]
    case .mcx(controlCount: 2): return [GateStep(.ccx, on: 0, 1, 2)]
    case .mcx(let controlCount):
      return [GateStep(.h, on: controlCount)] + Self.controlledZ(qubitCount: controlCount + 1)
        + [GateStep(.h, on: controlCount)]
    case .swap:
      return [GateStep(.cx, on: 0, 1), GateStep(.cx, on: 1, 0), GateStep(.cx, on: 0, 1)]
    case .rxx: return Self.rotation([.x, .x])
    case .ryy: return Self.rotation([.y, .y])
    case .rzz: return Self.rotation([.z, .z])
    case .pauliRotation(let paulis): return Self.rotation(paulis)
    }
  }

  /// Barenco et al., *Elementary gates for quantum computation* (1995): as in OpenQASM's `qelib1.inc`.
  private static let doublyControlledX = [
    GateStep(.h, on: 2), GateStep(.cx, on: 1, 2), GateStep(.tdg, on: 2), GateStep(.cx, on: 0, 2),
    GateStep(.t, on: 2), GateStep(.cx, on: 1, 2), GateStep(.tdg, on: 2), GateStep(.cx, on: 0, 2),
    GateStep(.t, on: 1), GateStep(.t, on: 2), GateStep(.h, on: 2), GateStep(.cx, on: 0, 1),
    GateStep(.t, on: 0), GateStep(.tdg, on: 1), GateStep(.cx, on: 0, 1),
  ]

  /// The sign where all qubits are 1: the product of n bits is 2^(1 - n) times the sum of the parities of all their
  /// subsets, those of even size subtracted. Each qubit collects the parities of the subsets that end with it, in the
  /// order of a Gray code.
  private static func controlledZ(qubitCount: Int) -> [GateStep] {
    let angle = Double.pi / Double(1 << (qubitCount - 1))
    return (0..<qubitCount).flatMap { last in
      (0..<1 << last).flatMap { step in
        let others = step ^ step >> 1
        let isEven = others.nonzeroBitCount % 2 == 1
        let phase = GateStep(.p, .constant(isEven ? -angle : angle), on: last)
        guard last > 0 else { return [phase] }
        return [phase, GateStep(.cx, on: Self.changedBit(after: step, of: last), last)]
      }
    }
  }

  /// The bit in which a Gray code of so many bits changes after a step; after the last one it returns to 0.
  static func changedBit(after step: Int, of bitCount: Int) -> Int {
    min((step + 1).trailingZeroBitCount, bitCount - 1)
  }

  /// Each operator turned into Z, the parity brought to the last qubit, and back.
  private static func rotation(_ paulis: [Pauli]) -> [GateStep] {
    func turns(_ sign: Double) -> [GateStep] {
      paulis.enumerated().compactMap { qubit, pauli in
        switch pauli {
        case .x: GateStep(.h, on: qubit)
        // exp(i a X / 2) Z exp(-i a X / 2) is Y for a = pi / 2.
        case .y: GateStep(.rx, .constant(sign * .pi / 2), on: qubit)
        case .z: nil
        }
      }
    }
    let last = paulis.count - 1
    let ladder = (0..<last).map { GateStep(.cx, on: $0, $0 + 1) }
    return turns(1) + ladder + [GateStep(.rz, .own(0, times: 1), on: last)]
      + ladder.reversed() + turns(-1)
  }
}

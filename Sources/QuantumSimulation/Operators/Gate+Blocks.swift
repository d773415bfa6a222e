import Numerics

// Every gate here is the identity but for some 2 x 2 blocks: a controlled gate acts only where its controls
// are 1, and a Pauli rotation mixes each basis state with a single other one at most. So one operation,
// mixing two rows of a state, serves them all.

/// A 2 x 2 matrix acting on two basis states of a gate's own qubits.
public struct GateBlock: Sendable, Equatable {
  /// The two basis states that the block mixes. Bit j is the value of the gate's j-th qubit.
  public var levels: (Int, Int)
  /// What is done to their two amplitudes.
  public var matrix: Matrix2

  init(_ first: Int, _ second: Int, _ matrix: Matrix2) {
    levels = (first, second)
    self.matrix = matrix
  }

  /// The block that undoes this one, if its matrix is unitary.
  public var adjoint: GateBlock {
    GateBlock(levels.0, levels.1, matrix.adjoint)
  }

  /// Two blocks are equal when they do the same to the same two basis states.
  public static func == (left: GateBlock, right: GateBlock) -> Bool {
    left.levels == right.levels && left.matrix == right.matrix
  }
}

extension Gate {
  /// The gate's definition: its blocks, at these angles. Outside them it is the identity.
  public func blocks(_ angles: GateAngles = .zero) -> [GateBlock] {
    let angle = angles.x
    return switch self {
    case .h: [GateBlock(0, 1, .hadamard)]
    case .x: [GateBlock(0, 1, .pauliX)]
    case .y: [GateBlock(0, 1, .pauliY)]
    case .z: [GateBlock(0, 1, .pauliZ)]
    case .s: [GateBlock(0, 1, .diagonal(.one, .i))]
    case .sdg: [GateBlock(0, 1, .diagonal(.one, -.i))]
    case .t: [GateBlock(0, 1, .phase(.pi / 4))]
    case .tdg: [GateBlock(0, 1, .phase(-.pi / 4))]
    case .sx: [GateBlock(0, 1, .rootOfX)]
    case .rx: [GateBlock(0, 1, .rotationX(angle))]
    case .ry: [GateBlock(0, 1, .rotationY(angle))]
    case .rz: [GateBlock(0, 1, .rotationZ(angle))]
    case .p: [GateBlock(0, 1, .phase(angle))]
    case .u: [GateBlock(0, 1, .general(angles.x, angles.y, angles.z))]
    case .cx: [GateBlock(0b01, 0b11, .pauliX)]
    case .cz: [GateBlock(0b01, 0b11, .pauliZ)]
    case .cp: [GateBlock(0b01, 0b11, .phase(angle))]
    case .crx: [GateBlock(0b01, 0b11, .rotationX(angle))]
    case .cry: [GateBlock(0b01, 0b11, .rotationY(angle))]
    case .crz: [GateBlock(0b01, 0b11, .rotationZ(angle))]
    case .ccx: [GateBlock(0b011, 0b111, .pauliX)]
    case .mcx(let controlCount):
      [GateBlock((1 << controlCount) - 1, (2 << controlCount) - 1, .pauliX)]
    case .swap: [GateBlock(0b01, 0b10, .pauliX)]
    // X (x) X swaps 00 with 11 and 01 with 10, as X does with 0 and 1.
    case .rxx: [GateBlock(0b00, 0b11, .rotationX(angle)), GateBlock(0b01, 0b10, .rotationX(angle))]
    // Y (x) Y does the same with the signs -1 and +1.
    case .ryy:
      [GateBlock(0b00, 0b11, .rotationX(-angle)), GateBlock(0b01, 0b10, .rotationX(angle))]
    // Z (x) Z is +1 on 00 and 11, and -1 on 01 and 10.
    case .rzz: [GateBlock(0b00, 0b01, .rotationZ(angle)), GateBlock(0b11, 0b10, .rotationZ(angle))]
    case .pauliRotation(let paulis): Self.rotationBlocks(paulis, angle)
    }
  }

  /// The blocks of `exp(-i angle P / 2) = cos(angle / 2) - i sin(angle / 2) P`.
  private static func rotationBlocks(_ paulis: [Pauli], _ angle: Double) -> [GateBlock] {
    let action = PauliAction(
      PauliString(Dictionary(uniqueKeysWithValues: zip(0..., paulis))))
    // P swaps each basis state with one other, up to factors that are conjugates of each other; a product of
    // Zs swaps none, so there any pair will do, and those that differ in the first bit have opposite signs.
    let isDiagonal = action.flippedBits == 0
    let distance = isDiagonal ? 1 : action.flippedBits
    return (0..<1 << paulis.count).filter { $0 < $0 ^ distance }.map { first in
      let factor = action.factor(of: first)
      let matrix: Matrix2 =
        isDiagonal
        ? .rotationZ(factor == .one ? angle : -angle) : .rotation(angle, swapping: factor)
      return GateBlock(first, first ^ distance, matrix)
    }
  }

  /// The derivative of ``blocks(_:)`` with respect to one of the angles; outside the blocks it is zero.
  ///
  /// - Parameters:
  ///   - angles: where the derivative is taken, in radians.
  ///   - index: which angle, counted from 0.
  public func blockDerivatives(_ angles: GateAngles, withRespectTo index: Int) -> [GateBlock] {
    precondition(
      (0..<angleCount).contains(index), "\(self) has \(angleCount) angles, none numbered \(index)")
    if self == .p || self == .cp || (self == .u && index > 0) {
      return blocks(angles).map { block in
        // The angle enters as a factor exp(i angle) of the second row (p; phi) or column (lambda).
        let m = block.matrix
        let derivative =
          index == 2
          ? Matrix2(.zero, .i * m.b, .zero, .i * m.d)
          : Matrix2(.zero, .zero, .i * m.c, .i * m.d)
        return GateBlock(block.levels.0, block.levels.1, derivative)
      }
    }
    // cos(angle / 2) and sin(angle / 2) are the only functions of the angle: d/da f(a) = f(a + pi) / 2.
    var shifted = angles
    shifted[index] += .pi
    return blocks(shifted).map { block in
      GateBlock(block.levels.0, block.levels.1, Complex(0.5) * block.matrix)
    }
  }
}

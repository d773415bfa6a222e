/// A normal form laid out so that the state never moves: linear permutations change what a qubit is.
///
/// With y = A (x + flip) the basis state at storage index x (over GF(2)), a qubit is a row of A, the parity that Z
/// signs by, and a column of A's inverse, the bits that X flips.
struct StillLayout {
  struct Swap {
    let target: Int
    let flip: Int
    let controls: [Int]
  }

  /// One stage in terms of storage indices. Rotations are about X; what makes them rotations about Y is among the phases.
  struct Stage {
    var swaps: [Swap] = []
    var flip = 0
    var phases: [Int: AngleSum] = [:]
    var rotations: [(flips: Int, angle: AngleSum)] = []
  }

  let turns: [NormalForm.Turn]
  private(set) var stages: [Stage] = []
  let readout: Readout
  let readoutFlip: Int

  init(_ circuit: VariationalCircuit) {
    let form = NormalForm(circuit.circuit)
    var (shapes, flips) = form.stages(for: circuit.measurement)
    turns = form.turns

    var frame = Frame(qubitCount: circuit.circuit.qubitCount)
    // RY = S RX S^dagger: what is left of the S of the stage before.
    var pending: [Int: AngleSum] = [:]
    for shape in shapes {
      var stage = Stage()
      for flip in shape.flips {
        if flip.controls.nonzeroBitCount > 1, !pending.isEmpty {
          stages.append(
            Stage(swaps: stage.swaps, flip: frame.flip, phases: pending.resolved(frame)))
          (stage, pending) = (Stage(), [:])
        }
        if let swap = frame.apply(flip) { stage.swaps.append(swap) }
      }
      stage.flip = frame.flip
      stage.phases = pending.resolved(frame)
      pending = [:]
      for (mask, angle) in shape.phases.sorted(by: { $0.key < $1.key }) {
        stage.phases[frame.sign(of: mask), default: AngleSum(0)] += angle
      }
      for (qubit, angle) in shape.rotations.sorted(by: { $0.key < $1.key }) {
        let sign = frame.rows[qubit]
        stage.phases[sign, default: AngleSum(0)] += AngleSum(-.pi / 2)
        stage.rotations.append((frame.columns[qubit], angle))
        // As many flips as there will be until then change the sign: kept with that of now.
        pending[sign, default: AngleSum(0)] += AngleSum(frame.isOdd(sign) ? -.pi / 2 : .pi / 2)
      }
      stages.append(stage)
    }
    // A permutation that is not linear, before a measurement of probabilities: one more stage.
    if flips.contains(where: { $0.controls.nonzeroBitCount > 1 }) {
      var stage = Stage()
      for flip in flips { if let swap = frame.apply(flip) { stage.swaps.append(swap) } }
      stage.flip = frame.flip
      stages.append(stage)
      flips = []
    }
    for flip in flips { _ = frame.apply(flip) }
    readout = Readout(circuit.measurement, in: frame)
    readoutFlip = frame.flip
  }
}

extension [Int: AngleSum] {
  /// Phases whose sign was taken without any flip, in a frame that has some.
  fileprivate func resolved(_ frame: Frame) -> [Int: AngleSum] {
    reduce(into: [:]) { $0[$1.key] = frame.isOdd($1.key) ? -$1.value : $1.value }
  }
}

/// What the qubits are.
struct Frame {
  /// The parity of the storage index that each qubit's value is.
  private(set) var rows: [Int]
  /// The bits of the storage index to flip for X on each qubit.
  private(set) var columns: [Int]
  /// What is added to the storage index first.
  private(set) var flip = 0

  init(qubitCount: Int) {
    rows = (0..<qubitCount).map { 1 << $0 }
    columns = rows
  }

  /// The parity that the product of Z of some qubits is.
  func sign(of mask: Int) -> Int { bits(of: mask).reduce(0) { $0 ^ rows[$1] } }

  /// The bits that the product of X of some qubits flips.
  func flips(of mask: Int) -> Int { bits(of: mask).reduce(0) { $0 ^ columns[$1] } }

  func isOdd(_ parity: Int) -> Bool { (parity & flip).nonzeroBitCount & 1 == 1 }

  /// Takes in a flip; one with several controls has to be done.
  mutating func apply(_ operation: NormalForm.Flip) -> StillLayout.Swap? {
    let controls = bits(of: operation.controls)
    switch controls.count {
    case 0:
      flip ^= columns[operation.target]
      return nil
    case 1:
      rows[operation.target] ^= rows[controls[0]]
      columns[controls[0]] ^= columns[operation.target]
      return nil
    default:
      return StillLayout.Swap(
        target: columns[operation.target], flip: flip, controls: controls.map { rows[$0] })
    }
  }
}

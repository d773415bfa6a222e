/// A circuit as stages: a permutation of the basis states, a diagonal of phases, RY rotations of some qubits.
///
/// Every gate is a product of such operations (``ElementaryOperation``), and an operation joins the earliest stage
/// that the operations before it on the same qubits allow. Permutations compose, phases add up, and what only
/// permutes or turns phases before a measurement of probabilities costs nothing. Global phases are dropped.
///
/// While qubits have not met, the state is a product: their rotations until then are ``turns``.
struct NormalForm: Hashable {
  /// A rotation of one qubit before it meets another. They are sorted by qubit.
  struct Turn: Hashable {
    let qubit: Int
    /// About Z; otherwise about Y.
    let isAboutZ: Bool
    let angle: AngleSum
  }

  /// X on the target if all controls are 1.
  struct Flip: Hashable {
    let target: Int
    let controls: Int
  }

  /// A permutation, then phases, then rotations.
  struct Stage: Hashable {
    var flips: [Flip] = []
    /// Angles of exp(-i angle Z_S / 2), by the bits of S; they act after all flips.
    var phases: [Int: AngleSum] = [:]
    /// Angles of RY, by qubit.
    var rotations: [Int: AngleSum] = [:]
  }

  let qubitCount: Int
  private(set) var turns: [Turn] = []
  private(set) var stages: [Stage] = []
  /// What follows the last rotation. A measurement of probabilities needs only its flips.
  private(set) var ending = Stage()

  init(_ circuit: Circuit) {
    qubitCount = circuit.qubitCount
    var schedule = Schedule(circuit)
    for operation in circuit.operations {
      for element in operation.elements { schedule.add(element) }
    }
    schedule.finish()
    // Turns of different qubits commute.
    turns = (0..<qubitCount).flatMap { qubit in schedule.turns.filter { $0.qubit == qubit } }
    let rotationStages = (schedule.stages.lastIndex { !$0.rotations.isEmpty } ?? -1) + 1
    stages = schedule.stages[..<rotationStages].map(\.withoutTrivialPhases)
    // Without rotations between them, what remains is one permutation, as long as phases do not matter; where
    // they do, it takes as many stages as there are.
    let rest = schedule.stages[rotationStages...].map(\.withoutTrivialPhases)
    stages += rest.dropLast()
    ending = rest.last ?? Stage()
  }

  /// The stages up to what a measurement needs: the final state itself, or one that differs from it by phases, which
  /// probabilities do not show, and by flips, which are left to the readout.
  func stages(for measurement: VariationalCircuit.Measurement) -> (stages: [Stage], flips: [Flip]) {
    if measurement.needsPhases { return (stages + [ending], []) }
    let count = (stages.lastIndex { !$0.rotations.isEmpty } ?? -1) + 1
    return (Array(stages[..<count]), stages[count...].flatMap(\.flips) + ending.flips)
  }
}

extension NormalForm.Stage {
  fileprivate var withoutTrivialPhases: Self {
    var result = self
    result.phases = phases.filter { !$0.value.isTrivial }
    return result
  }
}

/// Puts one elementary operation after another into stages.
private struct Schedule {
  var turns: [NormalForm.Turn] = []
  var stages = [NormalForm.Stage()]
  /// For each qubit the first stage that an operation on it can join.
  private var nextStage: [Int]
  /// For each qubit that has not met another the sum of its rotations about Z since the last one about Y.
  private var pendingPhase: [AngleSum?]

  init(_ circuit: Circuit) {
    nextStage = Array(repeating: 0, count: circuit.qubitCount)
    let isProduct =
      if case .amplitudes = circuit.preparation { false } else { true }
    pendingPhase = Array(repeating: isProduct ? AngleSum(0) : nil, count: circuit.qubitCount)
    if case .basis(let inputs) = circuit.preparation {
      // |b> = RY(pi b) |0>
      for (qubit, input) in inputs.enumerated() {
        turns.append(
          NormalForm.Turn(
            qubit: qubit, isAboutZ: false, angle: AngleSum(halfTurnIf: input)))
      }
    }
  }

  mutating func add(_ operation: ElementaryOperation) {
    let qubits = bits(of: operation.support)
    if qubits.count == 1, let pending = pendingPhase[qubits[0]] {
      addTurn(operation, on: qubits[0], pending: pending)
      return
    }
    for qubit in qubits { meet(qubit) }
    place(operation, on: qubits)
  }

  /// Qubits that have not met another until the end do so now.
  mutating func finish() {
    for qubit in pendingPhase.indices { meet(qubit) }
  }

  private mutating func addTurn(
    _ operation: ElementaryOperation, on qubit: Int, pending: AngleSum
  ) {
    switch operation {
    case .phase(_, let angle):
      pendingPhase[qubit]! += angle
    case .rotation(_, let angle):
      if !pending.isTrivial {
        turns.append(NormalForm.Turn(qubit: qubit, isAboutZ: true, angle: pending))
      }
      turns.append(NormalForm.Turn(qubit: qubit, isAboutZ: false, angle: angle))
      pendingPhase[qubit] = AngleSum(0)
    case .flip:
      // X = RX(pi) up to a phase, and RX = RZ(-pi/2) RY RZ(pi/2).
      addTurn(.phase(mask: 1 << qubit, AngleSum(.pi / 2)), on: qubit, pending: pending)
      addTurn(.rotation(qubit: qubit, AngleSum(.pi)), on: qubit, pending: pendingPhase[qubit]!)
      addTurn(
        .phase(mask: 1 << qubit, AngleSum(-.pi / 2)), on: qubit, pending: pendingPhase[qubit]!)
    }
  }

  /// The end of a qubit's time alone.
  private mutating func meet(_ qubit: Int) {
    guard let pending = pendingPhase[qubit] else { return }
    pendingPhase[qubit] = nil
    if !pending.isTrivial { place(.phase(mask: 1 << qubit, pending), on: [qubit]) }
  }

  private mutating func place(_ operation: ElementaryOperation, on qubits: [Int]) {
    var index = qubits.map { nextStage[$0] }.max()!
    switch operation {
    case .flip(let target, let controls):
      if controls.nonzeroBitCount > 1 {
        // The phase of a parity that includes the target would be one of no parity afterwards.
        while stages[index].phases.contains(where: {
          $0.key >> target & 1 == 1 && !$0.value.isTrivial
        }) {
          index = stage(after: index)
        }
      }
      stages[index].append(NormalForm.Flip(target: target, controls: controls))
    case .phase(let mask, let angle):
      stages[index].phases[mask, default: AngleSum(0)] += angle
    case .rotation(let qubit, let angle):
      if index > 0, stages[index - 1].rotations[qubit] != nil, !stages[index].touches(qubit) {
        stages[index - 1].rotations[qubit]! += angle
        return
      }
      stages[index].rotations[qubit] = angle
      index = stage(after: index)
    }
    for qubit in qubits { nextStage[qubit] = index }
  }

  private mutating func stage(after index: Int) -> Int {
    if index + 1 == stages.count { stages.append(NormalForm.Stage()) }
    return index + 1
  }
}

extension NormalForm.Stage {
  /// Whether anything in the stage, before its rotations, acts on a qubit.
  fileprivate func touches(_ qubit: Int) -> Bool {
    flips.contains { ($0.controls | 1 << $0.target) >> qubit & 1 == 1 }
      || phases.contains { $0.key >> qubit & 1 == 1 && !$0.value.isTrivial }
  }

  /// Adds a flip after the others; phases that are there already act before it and are rewritten.
  fileprivate mutating func append(_ flip: NormalForm.Flip) {
    flips.append(flip)
    guard flip.controls.nonzeroBitCount <= 1 else { return }
    var rewritten: [Int: AngleSum] = [:]
    for (mask, angle) in phases {
      let hasTarget = mask >> flip.target & 1 == 1
      // The parity of S before the flip is that of S and the control after it; without a control its opposite.
      let newMask = hasTarget ? mask ^ flip.controls : mask
      rewritten[newMask, default: AngleSum(0)] += hasTarget && flip.controls == 0 ? -angle : angle
    }
    phases = rewritten
  }
}

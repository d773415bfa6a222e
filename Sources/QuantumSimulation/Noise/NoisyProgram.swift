/// A noisy circuit as the kernels run it: rotations about Pauli operators, a few gates of two qubits, channels; as few of
/// them as there can be.
struct NoisyProgram {
  /// One thing that happens to the state.
  enum Step: Hashable {
    case rotation(PauliString, AngleSum)
    /// A gate that permutes Pauli operators: `cx`, `cz` or `swap`.
    case permutation(Gate, Int, Int)
    case channel(BlochMap, qubit: Int)
    case jointDepolarizing(pauliProbability: Double, qubits: [Int])
  }

  private(set) var steps: [Step] = []
  /// The last step on each qubit.
  private var lastStep: [Int?]
  /// What has gone wrong with each qubit since.
  private var pending: [BlochMap]

  init(_ circuit: NoisyCircuit) {
    lastStep = Array(repeating: nil, count: circuit.qubitCount)
    pending = Array(repeating: .identity, count: circuit.qubitCount)
    if case .basis(let inputs) = circuit.preparation {
      // |b> = RY(pi b) |0>
      for (qubit, input) in inputs.enumerated() {
        add(.rotation(PauliString([qubit: .y]), AngleSum(halfTurnIf: input)), on: [qubit])
      }
    }
    for step in circuit.steps { add(step) }
    for qubit in pending.indices { settle(qubit) }
  }

  private mutating func add(_ step: NoisyCircuit.Step) {
    switch step {
    case .gate(let operation, let overRotation, let isInverse):
      add(operation, overRotation: overRotation, isInverse: isInverse)
    case .rotation(let rotation): add(rotation.paulis, rotation.angle)
    case .channel(let channel, let qubit):
      pending[qubit] = pending[qubit].followed(by: channel.blochMap)
    case .jointDepolarizing(let probability, let qubits):
      if probability > 0 {
        add(.jointDepolarizing(pauliProbability: probability, qubits: qubits), on: qubits)
      }
    }
  }

  private mutating func add(
    _ operation: Circuit.Operation, overRotation: Double, isInverse: Bool
  ) {
    switch operation.gate {
    case .cx, .cz, .swap, .mcx(controlCount: 1):
      guard overRotation == 0 else { break }
      let gate = operation.gate == .cz || operation.gate == .swap ? operation.gate : .cx
      return add(
        .permutation(gate, operation.qubits[0], operation.qubits[1]), on: operation.qubits)
    default: break
    }
    let rotations = operation.rotations
    for rotation in isInverse ? rotations.reversed() : rotations {
      let angle = rotation.isOfGate ? rotation.angle.scaled(by: 1 + overRotation) : rotation.angle
      add(rotation.paulis, isInverse ? -angle : angle)
    }
  }

  /// Adds a rotation; to the one before, if that is about the same operator.
  private mutating func add(_ paulis: PauliString, _ angle: AngleSum) {
    let qubits = paulis.factors.keys.sorted()
    guard !qubits.isEmpty, !angle.isTrivial else { return }
    let last = Set(qubits.map { lastStep[$0] })
    if qubits.allSatisfy({ pending[$0] == .identity }), last.count == 1, let index = last.first!,
      case .rotation(paulis, var sum) = steps[index]
    {
      sum += angle
      steps[index] = .rotation(paulis, sum)
    } else {
      add(.rotation(paulis, angle), on: qubits)
    }
  }

  private mutating func add(_ step: Step, on qubits: [Int]) {
    for qubit in qubits { settle(qubit) }
    for qubit in qubits { lastStep[qubit] = steps.count }
    steps.append(step)
  }

  private mutating func settle(_ qubit: Int) {
    guard pending[qubit] != .identity else { return }
    lastStep[qubit] = steps.count
    steps.append(.channel(pending[qubit], qubit: qubit))
    pending[qubit] = .identity
  }
}

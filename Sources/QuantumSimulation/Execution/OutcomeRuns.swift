import Arithmetic
import RandomStreams

/// A circuit once for each group of observables that are measured together, each ending with the probabilities of all outcomes.
struct OutcomeRuns: Sendable {
  /// A group's circuit.
  struct Run: Sendable {
    let passes: any CircuitPasses
    let outcomeCount: Int
    /// For each output that comes from it what each outcome is worth, `[outcomes]`; none if outcomes' probabilities are the
    /// outputs.
    let values: [(output: Int, ofOutcomes: [Double])]
    /// How the qubits are misread, if that is to be corrected.
    let corrections: [ReadoutError]?

    init(_ group: MeasurementGroup, of circuit: Circuit, _ execution: CircuitExecution) {
      let noisy = execution.noisy(group.measuringOperators(of: circuit))?.measuringOutcomes()
      let errors = execution.correctsReadout ? noisy?.measuredReadout : nil
      let count = 1 << group.qubits.count
      values = group.parities.map { output, mask in
        let signs = (0..<count).map { ($0 & mask).nonzeroBitCount % 2 == 1 ? -1.0 : 1 }
        return (output, errors.map { ReadoutError.correctedValues(signs, for: $0) } ?? signs)
      }
      outcomeCount = count
      corrections = errors
      passes =
        noisy.map { CompiledNoisyCircuit($0, trajectories: execution.trajectories) }
        ?? CompiledCircuit(group.circuit(circuit))
    }

    /// Writes the outputs that these frequencies, `[outcomes]`, come to.
    func estimate(_ frequencies: [Double], into outputs: inout ArraySlice<Double>) {
      let start = outputs.startIndex
      if values.isEmpty {
        let corrected = corrections.map { ReadoutError.corrected(frequencies, for: $0) }
        for (outcome, value) in (corrected ?? frequencies).enumerated() {
          outputs[start + outcome] = value
        }
      }
      for (output, worth) in values {
        outputs[start + output] = zip(frequencies, worth).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }

    /// What each outcome adds to the sum of weight x output, `[outcomes]`.
    func worth(_ weights: ArraySlice<Double>) -> [Double] {
      let start = weights.startIndex
      if values.isEmpty {
        let own = Array(weights)
        return corrections.map { ReadoutError.correctedValues(own, for: $0) } ?? own
      }
      return (0..<outcomeCount).map { outcome in
        values.reduce(0) { $0 + weights[start + $1.output] * $1.ofOutcomes[outcome] }
      }
    }
  }

  let runs: [Run]
  let inputCount, outputCount: Int

  init(_ circuit: VariationalCircuit, _ execution: CircuitExecution) {
    inputCount = circuit.inputCount
    outputCount = circuit.outputCount
    runs = MeasurementGroup.groups(of: circuit.measurement).map {
      Run($0, of: circuit.circuit, execution)
    }
  }

  var workPerSample: Int { runs.reduce(0) { $0 + $1.passes.workPerSample } }

  /// The memory of the runs' passes over a batch: made once for many runs. Tables of a pass have one stride.
  final class Room {
    let arithmetic: Arithmetic
    fileprivate let pieces: [(memory: PassMemory<UnsafeMutableRawPointer>, outcomes: BatchTable)]
    private let owned: [OwnedMemory]

    fileprivate init(_ runs: OutcomeRuns, _ arithmetic: Arithmetic, like batch: BatchTable) {
      self.arithmetic = arithmetic
      var owned: [OwnedMemory] = []
      func take(_ size: Int) -> UnsafeMutableRawPointer {
        owned.append(OwnedMemory(size: size))
        return owned.last!.memory.start
      }
      pieces = runs.runs.map { run in
        let sizes = run.passes.memory(arithmetic, sampleCount: batch.sampleCount)
        let table = take(
          BatchTable.size(
            arithmetic.precision, featureCount: run.outcomeCount, stride: batch.stride))
        return (
          PassMemory(
            prepared: take(sizes.prepared), states: take(sizes.states),
            scratch: take(sizes.scratch), sums: take(sizes.sums)),
          BatchTable(
            at: table, arithmetic.precision, featureCount: run.outcomeCount,
            sampleCount: batch.sampleCount, stride: batch.stride)
        )
      }
      self.owned = owned
    }
  }

  func makeRoom(_ arithmetic: Arithmetic, like batch: BatchTable) -> Room {
    Room(self, arithmetic, like: batch)
  }

  /// Runs the circuit and shows how often each outcome comes in so many shots.
  ///
  /// - Parameters:
  ///   - number: which run it is, for random numbers of its own.
  ///   - body: called with a sample, a group and the outcomes' frequencies.
  func sample(
    _ parameters: [Double], _ inputs: BatchTable, shots: Int, in room: Room, dice: ShotDice,
    run number: Int, _ body: (_ sample: Int, _ group: Run, _ frequencies: [Double]) -> Void
  ) {
    for (index, run) in runs.enumerated() {
      let (memory, table) = room.pieces[index]
      parameters.withAddress {
        run.passes.prepare($0, room.arithmetic, into: memory.prepared)
      }
      let place = number * runs.count + index
      run.passes.forward(
        room.arithmetic, inputs: inputs, outputs: table, memory: memory,
        draw: dice.draw(run: place), keepsStates: false)
      for sample in 0..<inputs.sampleCount {
        var stream = dice.stream(sample: sample, run: place)
        let counts = ShotCounts(
          probabilities: (0..<run.outcomeCount).map { table[$0, sample] }, shots: shots,
          from: &stream)
        body(sample, run, counts.frequencies)
      }
    }
  }
}

/// Memory that lives as long as somebody refers to it.
private final class OwnedMemory {
  let memory: Memory
  init(size: Int) { memory = Memory(size: size) }
}

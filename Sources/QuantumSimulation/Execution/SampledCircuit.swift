import Arithmetic
import RandomStreams

/// A circuit that is measured a number of times: its outputs are what so many shots show, and derivatives come from more of them.
///
/// All observables that commute qubit by qubit come from the same shots, as on a device.
struct SampledCircuit: CircuitPasses {
  let circuit: VariationalCircuit
  let execution: CircuitExecution
  let shots: Int
  /// What runs the circuit.
  let runs: OutcomeRuns
  /// What runs it with every angle at every place a number of its own, for derivatives.
  let shiftable: ShiftableCircuit

  init(_ circuit: VariationalCircuit, _ execution: CircuitExecution) {
    self.circuit = circuit
    self.execution = execution
    shots = execution.shots!
    runs = OutcomeRuns(circuit, execution)
    shiftable = ShiftableCircuit(circuit, execution)
  }

  /// Parameters as they are, and sums of derivatives by them. What runs are computed in they bring along.
  func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int> {
    let size = circuit.parameterCount * MemoryLayout<Double>.stride
    return PassMemory(prepared: size, states: 0, scratch: 0, sums: size)
  }

  var workPerSample: Int {
    let runCount =
      switch execution.shotGradient {
      case .parameterShift: 2 * shiftable.places.count + 1
      case .spsa(_, let directions): 2 * directions + 1
      }
    return runCount * (runs.workPerSample + 20 * shots)
  }

  var sampleStep: Int { BatchTable.stride(forSamples: 1) }

  func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer
  ) {
    prepared.assumingMemoryBound(to: Double.self)
      .update(from: parameters, count: circuit.parameterCount)
  }

  func forward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputs: BatchTable,
    memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw, keepsStates: Bool
  ) {
    let room = runs.makeRoom(arithmetic, like: inputs)
    let dice = ShotDice(draw, purpose: .forward)
    var estimates = [Double](repeating: 0, count: inputs.sampleCount * circuit.outputCount)
    runs.sample(parameters(in: memory), inputs, shots: shots, in: room, dice: dice, run: 0) {
      sample, group, frequencies in
      let outputs = sample * circuit.outputCount..<(sample + 1) * circuit.outputCount
      group.estimate(frequencies, into: &estimates[outputs])
    }
    outputs.fill { estimates[$1 * circuit.outputCount + $0] }
  }

  func backward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputGradient: BatchTable,
    inputGradient: BatchTable?, memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw
  ) {
    let estimate = gradient(
      arithmetic, inputs: inputs, outputGradient: outputGradient,
      parameters: parameters(in: memory), draw: draw)
    inputGradient?.fill { estimate.inputs[$1 * circuit.inputCount + $0] }
    let sums = memory.sums.assumingMemoryBound(to: Double.self)
    for index in 0..<circuit.parameterCount { sums[index] += estimate.parameters[index] }
  }

  func collect(
    _ arithmetic: Arithmetic, memory: PassMemory<UnsafeMutableRawPointer>,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    let sums = memory.sums.assumingMemoryBound(to: Double.self)
    for index in 0..<circuit.parameterCount { gradient[index] += sums[index] }
  }

  private func parameters(in memory: PassMemory<UnsafeMutableRawPointer>) -> [Double] {
    let start = memory.prepared.assumingMemoryBound(to: Double.self)
    return Array(UnsafeBufferPointer(start: start, count: circuit.parameterCount))
  }
}

/// Where the random numbers of a pass's shots come from: for each sample and run of the circuit a stream of its own.
struct ShotDice {
  /// Forward and backward draw different shots.
  enum Purpose: UInt64 {
    case forward, backward, directions
  }

  private let key: UInt64
  private let firstSample: Int

  init(_ draw: RandomDraw, purpose: Purpose) {
    var stream = RandomStream(key: draw.key, number: purpose.rawValue)
    key = stream.next()
    firstSample = draw.firstSample
  }

  func stream(sample: Int, run: Int) -> RandomStream {
    var ofSample = RandomStream(key: key, number: UInt64(firstSample + sample))
    return RandomStream(key: ofSample.next(), number: UInt64(run))
  }

  /// Which trajectories a noisy run takes.
  func draw(run: Int) -> RandomDraw {
    var stream = sharedStream(run: run)
    return RandomDraw(key: stream.next(), firstSample: firstSample)
  }

  /// What all samples have in common.
  func sharedStream(run: Int) -> RandomStream {
    RandomStream(key: ~key, number: UInt64(run))
  }
}

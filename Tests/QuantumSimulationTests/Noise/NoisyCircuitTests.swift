import Arithmetic
import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

/// Every channel, with numbers that leave something of a state.
let someChannels: [NoiseChannel] = [
  .depolarizing(pauliProbability: 0.07), .bitFlip(probability: 0.1), .phaseFlip(probability: 0.2),
  .amplitudeDamping(probability: 0.15), .phaseDamping(probability: 0.25),
  .thermalRelaxation(t1: 50, t2: 70, duration: 9),
  .thermalRelaxation(t1: 50, t2: 30, duration: 9, excitedPopulation: 0.2),
]

/// A random circuit with errors of all kinds.
func randomNoisyCircuit(
  qubitCount: Int, depth: Int, measuring measurement: VariationalCircuit.Measurement,
  preparation: Preparation = .groundState, from stream: inout RandomStream
) -> (ideal: VariationalCircuit, noisy: NoisyCircuit) {
  let circuit = VariationalCircuit(
    randomCircuit(
      qubitCount: qubitCount, depth: depth, preparation: preparation, from: &stream),
    measuring: measurement)
  let steps = circuit.circuit.operations.flatMap { operation in
    var steps = [NoisyCircuit.Step.gate(operation)]
    if operation.qubits.count > 1 {
      steps.append(.jointDepolarizing(pauliProbability: 0.03, qubits: operation.qubits))
    }
    steps.append(
      .channel(
        someChannels[stream.index(below: someChannels.count)],
        qubit: stream.index(below: qubitCount)))
    return steps
  }
  let readout = (0..<qubitCount).map { _ in
    ReadoutError(
      oneGivenZero: stream.uniform(in: 0..<0.1), zeroGivenOne: stream.uniform(in: 0..<0.2))
  }
  return (circuit, NoisyCircuit(circuit, steps: steps, readout: readout))
}

@Suite struct NoisyCircuitTests {
  @Test(.tags(.reference), arguments: 1...4)
  func densityMatricesAreThoseOfKrausOperators(qubitCount: Int) {
    var stream = RandomStream(seed: UInt64(qubitCount), name: "noise")
    for preparation in [
      Preparation.groundState, .basis(inputs: 0..<1),
      .amplitudes(inputs: 0..<(1 << qubitCount) - 1, padding: 0.3),
    ] {
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        let (ideal, noisy) = randomNoisyCircuit(
          qubitCount: qubitCount, depth: qubitCount < 4 ? 12 : 5, measuring: measurement,
          preparation: preparation,
          from: &stream)
        let inputs = randomInputs(of: ideal.circuit, sampleCount: 3, from: &stream)
        let parameters = randomNumbers(ideal.parameterCount, from: &stream)
        let expected = (0..<3).flatMap { sample in
          noisy.denseOutputs(
            of: ideal.circuit,
            inputs: Array(inputs[sample * ideal.inputCount..<(sample + 1) * ideal.inputCount]),
            parameters: parameters)
        }
        let outputs = noisy.outputs(inputs: inputs, parameters: parameters, sampleCount: 3)
        // Polynomials for sines, exact to 1e-15, in some thirty rotations.
        #expect(largestDistance(outputs, expected) < 1e-13)
      }
    }
  }

  @Test(.tags(.property), arguments: 1...4)
  func withoutNoiseItIsTheIdealCircuit(qubitCount: Int) {
    var stream = RandomStream(seed: UInt64(qubitCount), name: "no noise")
    for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
      let (ideal, noisy) = randomNoisyCircuit(
        qubitCount: qubitCount, depth: 20, measuring: measurement, from: &stream)
      let inputs = randomInputs(of: ideal.circuit, sampleCount: 2, from: &stream)
      let parameters = randomNumbers(ideal.parameterCount, from: &stream)
      let expected = ideal.outputs(inputs: inputs, parameters: parameters, sampleCount: 2)
      for circuit in [noisy.scaled(by: 0), NoiseModel().applied(to: ideal)] {
        for method in [CompiledNoisyCircuit.Method.densityMatrix, .trajectories(1)] {
          let outputs = circuit.outputs(
            inputs: inputs, parameters: parameters, sampleCount: 2, method: method)
          #expect(largestDistance(outputs, expected) < 1e-13)
        }
      }
    }
  }

  /// The mean of trajectories is the density matrix; how far off it may be, they say themselves by how much they differ.
  @Test(.tags(.reference), arguments: 1...4)
  func trajectoriesAverageToDensityMatrices(qubitCount: Int) {
    var stream = RandomStream(seed: UInt64(qubitCount), name: "trajectories")
    for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
      let (ideal, noisy) = randomNoisyCircuit(
        qubitCount: qubitCount, depth: 12, measuring: measurement,
        preparation: qubitCount == 3 ? .amplitudes(inputs: 0..<5, padding: 0.1) : .groundState,
        from: &stream)
      let inputs = randomInputs(of: ideal.circuit, sampleCount: 1, from: &stream)
      let parameters = randomNumbers(ideal.parameterCount, from: &stream)
      let exact = noisy.outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
      // Sixteen groups of so many trajectories.
      let groupCount = 16
      let groups = (0..<groupCount).map { group in
        noisy.outputs(
          inputs: inputs, parameters: parameters, sampleCount: 1, method: .trajectories(400),
          draw: RandomDraw(key: UInt64(group)))
      }
      for output in exact.indices {
        let values = groups.map { $0[output] }
        let mean = values.reduce(0, +) / Double(groupCount)
        let variance =
          values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(groupCount - 1)
        // Five standard errors, and rounding where nothing is random.
        let error = (variance / Double(groupCount)).squareRoot()
        #expect(abs(mean - exact[output]) < 5 * error + 1e-12)
      }
    }
  }

  @Test func trajectoriesOfASampleDoNotDependOnItsBatch() {
    var stream = RandomStream(seed: 3, name: "batch")
    let (ideal, noisy) = randomNoisyCircuit(
      qubitCount: 3, depth: 10, measuring: .expectationValues([.z(0)]), from: &stream)
    let inputs = randomInputs(of: ideal.circuit, sampleCount: 20, from: &stream)
    let parameters = randomNumbers(ideal.parameterCount, from: &stream)
    func outputs(_ samples: Range<Int>, key: UInt64 = 1) -> [Double] {
      noisy.outputs(
        inputs: Array(
          inputs[samples.lowerBound * ideal.inputCount..<samples.upperBound * ideal.inputCount]),
        parameters: parameters, sampleCount: samples.count, method: .trajectories(3),
        draw: RandomDraw(key: key, firstSample: samples.lowerBound))
    }
    let all = outputs(0..<20)
    #expect(all == outputs(0..<16) + outputs(16..<20))
    #expect(all != outputs(0..<20, key: 2))
  }

  @Test(.tags(.gradient), arguments: 1...4)
  func gradientsAreFiniteDifferences(qubitCount: Int) {
    var stream = RandomStream(seed: UInt64(qubitCount), name: "noisy gradients")
    for preparation in [
      Preparation.groundState, .amplitudes(inputs: 0..<(1 << qubitCount) - 1, padding: 0.3),
    ] {
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        let (ideal, noisy) = randomNoisyCircuit(
          qubitCount: qubitCount, depth: 14, measuring: measurement, preparation: preparation,
          from: &stream)
        let inputs = randomInputs(of: ideal.circuit, sampleCount: 3, from: &stream)
        let parameters = randomNumbers(ideal.parameterCount, from: &stream)
        let slopes = randomNumbers(3 * ideal.outputCount, from: &stream)
        for method in [CompiledNoisyCircuit.Method.densityMatrix, .trajectories(4)] {
          // The same trajectories at every point.
          func loss(_ inputs: [Double], _ parameters: [Double]) -> Double {
            zip(
              slopes,
              noisy.outputs(
                inputs: inputs, parameters: parameters, sampleCount: 3, method: method)
            ).reduce(0) { $0 + $1.0 * $1.1 }
          }
          let gradient = noisy.gradient(
            outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: 3,
            method: method)
          let byParameters = finiteDifferences(of: { loss(inputs, $0) }, at: parameters)
          let byInputs = finiteDifferences(of: { loss($0, parameters) }, at: inputs)
          // Differences of fourth order lose about ten digits of sixteen.
          #expect(largestDistance(gradient.parameters, byParameters) < 1e-6)
          #expect(largestDistance(gradient.inputs, byInputs) < 1e-6)
        }
      }
    }
  }

  /// Segments are for states that do not fit; here so many steps of a large state that there are several.
  @Test(.tags(.gradient)) func gradientsGoBackOverSegments() {
    var circuit = Circuit(qubitCount: 6)
    circuit.append(AngleEmbedding(qubitCount: 6))
    circuit.append(StronglyEntanglingLayers(qubitCount: 6, layerCount: 4))
    let ideal = VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 3]))
    let noisy = NoiseModel(
      channels: [.amplitudeDamping(probability: 0.01), .depolarizing(pauliProbability: 0.005)],
      readout: ReadoutError(oneGivenZero: 0.01, zeroGivenOne: 0.03)
    ).applied(to: ideal)
    #expect(CompiledNoisyCircuit(noisy).segmentCount > 1)
    var stream = RandomStream(seed: 1, name: "segments")
    let inputs = randomNumbers(6, from: &stream)
    let parameters = randomNumbers(ideal.parameterCount, from: &stream)
    let gradient = noisy.gradient(
      outputGradient: [1, -0.5], inputs: inputs, parameters: parameters, sampleCount: 1)
    func loss(_ parameters: [Double]) -> Double {
      let outputs = noisy.outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
      return outputs[0] - 0.5 * outputs[1]
    }
    for index in [0, 17, parameters.count - 4] {
      var (above, below) = (parameters, parameters)
      above[index] += 1e-4
      below[index] -= 1e-4
      #expect(abs(gradient.parameters[index] - (loss(above) - loss(below)) / 2e-4) < 1e-7)
    }
  }

  /// An over-rotation by a share e is a gate's (1 + e)th power: half of it twice is one and a bit.
  @Test(.tags(.property), arguments: Gate.representatives.filter { $0 != .u })
  func overRotationsArePowersOfGates(gate: Gate) {
    var stream = RandomStream(seed: 7, name: gate.name)
    let qubits = Array(0..<gate.qubitCount)
    let angles = (0..<gate.angleCount).map { _ in Angle.constant(stream.uniform(in: -1..<1)) }
    var circuit = Circuit(qubitCount: gate.qubitCount)
    for qubit in qubits { circuit.append(.ry, .constant(0.3 + Double(qubit)), on: qubit) }
    for qubit in qubits { circuit.append(.rx, .constant(1.1 - Double(qubit)), on: qubit) }
    let first = circuit.operations.map { NoisyCircuit.Step.gate($0) }
    let operation = Circuit.Operation(gate, angles, on: qubits)
    func outputs(_ steps: [NoisyCircuit.Step]) -> [Double] {
      NoisyCircuit(
        VariationalCircuit(circuit, measuring: PauliString.all(on: qubits)), steps: first + steps,
        readout: Array(repeating: .none, count: qubits.count)
      ).outputs(inputs: [], parameters: [], sampleCount: 1)
    }
    let half = NoisyCircuit.Step.gate(operation, overRotation: -0.5)
    #expect(largestDistance(outputs([half, half]), outputs([.gate(operation)])) < 1e-13)
    #expect(
      largestDistance(
        outputs([.gate(operation, overRotation: 0.25), .gate(operation, isInverse: true)]),
        outputs([.gate(operation, overRotation: -0.75)])) < 1e-13)
  }

  @Test func foldingDoesTheSameWithMoreNoise() {
    var stream = RandomStream(seed: 5, name: "folding")
    let (ideal, noisy) = randomNoisyCircuit(
      qubitCount: 3, depth: 8, measuring: .expectationValues([.z(0), .z(2)]), from: &stream)
    let inputs = randomInputs(of: ideal.circuit, sampleCount: 1, from: &stream)
    let parameters = randomNumbers(ideal.parameterCount, from: &stream)
    func outputs(_ circuit: NoisyCircuit) -> [Double] {
      circuit.outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
    }
    #expect(noisy.folded(1) == noisy)
    #expect(noisy.folded(3).steps.count == 3 * noisy.steps.count)
    #expect(
      largestDistance(outputs(noisy.scaled(by: 0).folded(5)), outputs(noisy.scaled(by: 0)))
        < 1e-13)
    #expect(largestDistance(outputs(noisy.folded(3)), outputs(noisy)) > 1e-3)
  }
}

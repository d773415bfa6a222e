import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct StateTests {
  @Test(.tags(.golden), arguments: try QiskitFile.load().circuits)
  func statesAndExpectationValuesAreQiskits(golden: QiskitFile.CircuitCase) throws {
    var circuit = Circuit(qubitCount: golden.qubits)
    for step in golden.operations {
      let gate = try #require(Gate.representatives.first { $0.name == step.gate })
      circuit.append(Circuit.Operation(gate, step.angles.map { .constant($0) }, on: step.qubits))
    }
    let observables = golden.observables.map { letters in
      PauliString(
        Dictionary(
          uniqueKeysWithValues: letters.enumerated().compactMap { qubit, letter in
            Pauli(rawValue: String(letter)).map { (qubit, $0) }
          }))
    }
    let measured = VariationalCircuit(circuit, measuring: observables)
    let states = measured.finalStates(inputs: [], parameters: [], sampleCount: 1)
    // Thirty gates' roundings of numbers up to 1.
    for (basisState, amplitude) in golden.state.complex.enumerated() {
      #expect((states.amplitude(of: basisState, sample: 0) - amplitude).length < 1e-14)
    }
    let values = measured.outputs(inputs: [], parameters: [], sampleCount: 1)
    #expect(largestDistance(values, golden.expectationValues) < 1e-14)
  }

  @Test(.tags(.reference), arguments: 1...5)
  func batchesAreDenseMatricesAppliedToEachSample(qubitCount: Int) {
    let preparations: [Preparation] = [
      .groundState, .amplitudes(inputs: 1..<3, padding: 0.7),
      .amplitudes(inputs: 0..<1 << qubitCount, padding: 0),
      .basis(inputs: 2..<2 + qubitCount), .basis(inputs: 3..<4),
    ]
    for (seed, preparation) in zip(UInt64(0)..., preparations) {
      var stream = RandomStream(seed: seed, name: "dense \(qubitCount)")
      let circuit = randomCircuit(
        qubitCount: qubitCount, depth: 20, preparation: preparation, from: &stream)
      let sampleCount = 3
      let inputs = randomInputs(of: circuit, sampleCount: sampleCount, from: &stream)
      let parameters = randomNumbers(circuit.parameterCount, from: &stream)
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        let measured = VariationalCircuit(circuit, measuring: measurement)
        let states = measured.finalStates(
          inputs: inputs, parameters: parameters, sampleCount: sampleCount)
        let outputs = measured.outputs(
          inputs: inputs, parameters: parameters, sampleCount: sampleCount)
        for sample in 0..<sampleCount {
          let range = sample * circuit.inputCount..<(sample + 1) * circuit.inputCount
          let expected = denseState(circuit, inputs: Array(inputs[range]), parameters: parameters)
          for (basisState, amplitude) in expected.enumerated() {
            let distance = (states.amplitude(of: basisState, sample: sample) - amplitude).length
            // Twenty gates' roundings of numbers up to 1.
            #expect(distance < 1e-14, "seed \(seed), sample \(sample), basis state \(basisState)")
          }
          let values = denseOutputs(measurement, of: expected, qubitCount: qubitCount)
          let ours = outputs[sample * values.count..<(sample + 1) * values.count]
          #expect(largestDistance(Array(ours), values) < 1e-14, "seed \(seed), sample \(sample)")
        }
        #expect(outputs.count == sampleCount * measured.outputCount)
      }
    }
  }

  @Test(.tags(.property)) func statesKeepTheirNorm() {
    var stream = RandomStream(seed: 4, name: "norm")
    let circuit = randomCircuit(qubitCount: 4, depth: 60, from: &stream)
    let states = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: randomNumbers(2 * circuit.inputCount, from: &stream),
      parameters: randomNumbers(circuit.parameterCount, from: &stream), sampleCount: 2)
    for sample in 0..<2 {
      let norm = (0..<16).reduce(0) { $0 + states.amplitude(of: $1, sample: sample).lengthSquared }
      #expect(abs(norm - 1) < 1e-14)
    }
  }

  /// cos(angle) of the one turned qubit, carried to the last one by a CNOT.
  @Test func theLargestCircuitRuns() {
    let last = Circuit.qubitLimit - 1
    var circuit = Circuit(qubitCount: Circuit.qubitLimit)
    circuit.append(.ry, .parameter(0), on: 0)
    circuit.append(.cx, on: 0, last)
    let measured = VariationalCircuit(circuit, measuring: [.z(last)])
    let values = measured.outputs(inputs: [], parameters: [0.7], sampleCount: 1)
    #expect(abs(values[0] - .cos(0.7)) < 1e-15)
  }

  @Test func qubitZeroIsTheLeastSignificantBit() {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(.x, on: 0)
    circuit.append(.cx, on: 0, 2)
    let states = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: [], parameters: [], sampleCount: 1)
    #expect(states.amplitude(of: 0b101, sample: 0) == .one)
  }

  @Test func measuringSomeQubitsGivesTheirValuesOnly() {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(.x, on: 1)
    let values = VariationalCircuit(circuit, measuring: PauliString.z(of: [2, 1]))
      .outputs(inputs: [], parameters: [], sampleCount: 1)
    #expect(values == [1, -1])
  }
}

import Arithmetic
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct SampledCircuitTests {
  /// Two qubits, an input that comes twice, a scaled one, a controlled rotation.
  private let circuit: Circuit = {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.rx, .input(0), on: 0)
    circuit.append(.ry, .parameter(0), on: 1)
    circuit.append(.crx, .parameter(1), on: 1, 0)
    circuit.append(.rz, .scaledInput(parameter: 2, input: 1), on: 0)
    circuit.append(.ry, .inputProduct(0, 1), on: 0)
    circuit.append(.u, .parameter(0), 0.3, .parameter(2), on: 1)
    circuit.append(.cx, on: 0, 1)
    return circuit
  }()
  private let inputs = [0.4, -0.9, 1.3, 0.2]
  private let parameters = [0.7, -1.1, 0.5]
  private let noise = NoiseModel(
    channels: [.amplitudeDamping(probability: 0.03)],
    readout: ReadoutError(oneGivenZero: 0.04, zeroGivenOne: 0.09))

  /// Mean and variance of many estimates.
  private func moments(_ values: [[Double]]) -> (means: [Double], variances: [Double]) {
    let count = Double(values.count)
    let means = values[0].indices.map { index in
      values.reduce(0) { $0 + $1[index] } / count
    }
    let variances = values[0].indices.map { index in
      values.reduce(0) { $0 + ($1[index] - means[index]) * ($1[index] - means[index]) }
        / (count - 1)
    }
    return (means, variances)
  }

  private func outputs(
    _ measured: VariationalCircuit, _ execution: CircuitExecution, key: UInt64
  ) -> [Double] {
    execution.passes(of: measured).outputs(
      PassShape(
        inputCount: measured.inputCount, parameterCount: measured.parameterCount,
        outputCount: measured.outputCount),
      inputs: inputs, parameters: parameters, sampleCount: 2, arithmetic: Arithmetic(.double),
      draw: RandomDraw(key: key))
  }

  private static let measurements: [VariationalCircuit.Measurement] = [
    .probabilities(of: [1, 0]), .expectationValues([.z(0), PauliString([0: .z, 1: .z])]),
    .expectationValues([PauliString([0: .x, 1: .y]), .z(1), PauliString([1: .y])]),
  ]

  @Test(.tags(.reference), arguments: measurements, [false, true])
  func shotsHaveTheExactMeanAndABinomialSpread(
    measurement: VariationalCircuit.Measurement, isNoisy: Bool
  ) {
    let measured = VariationalCircuit(circuit, measuring: measurement)
    let exact = CircuitExecution(noise: isNoisy ? noise : nil)
    var sampled = exact
    sampled.shots = 50
    let expected = outputs(measured, exact, key: 0)
    let estimates = (1...400).map { outputs(measured, sampled, key: $0) }
    let (means, variances) = moments(estimates)
    for index in expected.indices {
      // Of one shot: p (1 - p), or 1 - e^2.
      let value = expected[index]
      let spread =
        if case .probabilities = measurement { value * (1 - value) } else { 1 - value * value }
      // Five standard errors of a mean, and of a variance of nearly normal numbers.
      #expect(abs(means[index] - value) < 5 * (spread / 50 / 400).squareRoot() + 1e-12)
      #expect(abs(variances[index] - spread / 50) < 5 * spread / 50 * (2.0 / 400).squareRoot())
    }
  }

  @Test(.tags(.reference), arguments: measurements)
  func readoutCorrectionTakesTheBiasAway(measurement: VariationalCircuit.Measurement) {
    let measured = VariationalCircuit(circuit, measuring: measurement)
    let misreading = NoiseModel(readout: noise.readout)
    let ideal = outputs(measured, .ideal, key: 0)
    let corrected = CircuitExecution(noise: misreading, shots: 200, correctsReadout: true)
    let (means, variances) = moments((1...300).map { outputs(measured, corrected, key: $0) })
    for index in ideal.indices {
      #expect(abs(means[index] - ideal[index]) < 5 * (variances[index] / 300).squareRoot())
    }
    let exact = CircuitExecution(noise: misreading, correctsReadout: true)
    #expect(largestDistance(outputs(measured, exact, key: 0), ideal) < 1e-12)
    #expect(
      largestDistance(outputs(measured, CircuitExecution(noise: misreading), key: 0), ideal) > 0.01)
  }

  /// Both methods have the right mean; how much they spread they say themselves.
  @Test(
    .tags(.gradient), arguments: measurements,
    [ShotGradient.parameterShift, .spsa(step: 0.02, directions: 8)])
  func gradientsHaveTheExactMeanAndTheVarianceTheySay(
    measurement: VariationalCircuit.Measurement, method: ShotGradient
  ) {
    let measured = VariationalCircuit(circuit, measuring: measurement)
    var stream = RandomStream(seed: 4, name: "slopes")
    let slopes = randomNumbers(2 * measured.outputCount, from: &stream)
    // A short step needs many shots.
    let shots = method == .parameterShift ? 40 : 4000
    let execution = CircuitExecution(noise: noise, shots: shots, shotGradient: method)
    let exact = noise.applied(to: measured).gradient(
      outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: 2)
    let estimates = (1...200).map { key in
      measured.sampledGradient(
        outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: 2,
        execution: execution, draw: RandomDraw(key: key))
    }
    let (means, variances) = moments(estimates.map { $0.parameters + $0.inputs })
    for (index, value) in (exact.parameters + exact.inputs).enumerated() {
      // Five standard errors, and SPSA's bias of the order of the step's square.
      #expect(abs(means[index] - value) < 5 * (variances[index] / 200).squareRoot() + 2e-3)
    }
    let stated = moments(estimates.map { $0.parameterVariances! }).means
    for index in parameters.indices {
      // The variance of 200 is good to a tenth; five times that.
      #expect(abs(stated[index] / variances[index] - 1) < 0.5)
    }
  }

  /// Angles that arrive too large are differentiated as they arrive.
  @Test(.tags(.gradient), arguments: [0.1, -0.3])
  func gradientsKnowThatNoiseTurnsTooFar(overRotation: Double) {
    let measured = VariationalCircuit(circuit, measuring: [.z(0)])
    let noise = NoiseModel(overRotation: overRotation)
    let exact = noise.applied(to: measured).gradient(
      outputGradient: [1, -1], inputs: inputs, parameters: parameters, sampleCount: 2)
    let estimates = (1...50).map { key in
      measured.sampledGradient(
        outputGradient: [1, -1], inputs: inputs, parameters: parameters, sampleCount: 2,
        execution: CircuitExecution(noise: noise, shots: 4000), draw: RandomDraw(key: key))
    }
    let (means, variances) = moments(estimates.map { $0.parameters + $0.inputs })
    for (index, value) in (exact.parameters + exact.inputs).enumerated() {
      // Five standard errors: below 0.01, where a wrong factor would be 0.1 of the derivative.
      #expect(abs(means[index] - value) < 5 * (variances[index] / 50).squareRoot() + 1e-9)
    }
  }

  @Test func whatIsNoNumberIsNoneFromShotsEither() {
    let measured = VariationalCircuit(circuit, measuring: [.z(0)])
    let passes = CircuitExecution(shots: 20).passes(of: measured)
    let outputs = passes.outputs(
      PassShape(inputCount: 2, parameterCount: 3, outputCount: 1), inputs: [1e8, 1, 0, 1],
      parameters: parameters, sampleCount: 2, arithmetic: Arithmetic(.single), draw: RandomDraw())
    #expect(outputs[0].isNaN && outputs[1].isFinite)
  }

  @Test func oneDirectionSaysNothingOfItsVariance() {
    let measured = VariationalCircuit(circuit, measuring: [.z(0)])
    let gradient = measured.sampledGradient(
      outputGradient: [1, 1], inputs: inputs, parameters: parameters, sampleCount: 2,
      execution: CircuitExecution(shots: 10, shotGradient: .spsa()))
    #expect(gradient.parameterVariances == nil)
  }

  @Test func shotsOfASampleDoNotDependOnItsBatch() {
    let measured = VariationalCircuit(circuit, measuring: [.z(0)])
    let passes = CircuitExecution(noise: noise, shots: 20).passes(of: measured)
    let shape = PassShape(inputCount: 2, parameterCount: 3, outputCount: 1)
    var stream = RandomStream(seed: 6, name: "inputs")
    let inputs = randomNumbers(40, from: &stream)
    func outputs(_ samples: Range<Int>) -> [Double] {
      passes.outputs(
        shape, inputs: Array(inputs[2 * samples.lowerBound..<2 * samples.upperBound]),
        parameters: parameters, sampleCount: samples.count, arithmetic: Arithmetic(.single),
        draw: RandomDraw(key: 3, firstSample: samples.lowerBound))
    }
    #expect(outputs(0..<20) == outputs(0..<16) + outputs(16..<20))
  }

  /// X0 Y1, Z1 and Y1: the last shares its shots with the first, the second cannot.
  @Test func observablesThatCommuteShareShots() {
    let groups = MeasurementGroup.groups(of: Self.measurements[2])
    #expect(groups.map { $0.outputs.map(\.index) } == [[0, 2], [1]])
    #expect(groups[0].bases == [0: .x, 1: .y])
  }

  @Test func whatCannotBeRunIsAProblem() {
    var wide = Circuit(qubitCount: 12)
    wide.append(AngleEmbedding(qubitCount: 12))
    let all = VariationalCircuit(wide, measuring: .probabilities(of: Array(0..<12)))
    #expect(CircuitExecution().problem(with: all) == nil)
    #expect(CircuitExecution(shots: 9).problem(with: all)?.contains("at most 10") == true)
    #expect(CircuitExecution(noise: noise).problem(with: all)?.contains("at most 10") == true)
    let small = VariationalCircuit(circuit, measuring: [.z(0)])
    #expect(CircuitExecution(shots: 0).problem(with: small)?.contains("at least 1") == true)
    func problem(_ execution: CircuitExecution) -> String { execution.problem(with: small) ?? "" }
    #expect(
      problem(CircuitExecution(noise: noise, noiseStrength: .nan)).contains("times as strong"))
    #expect(problem(CircuitExecution(noise: noise, trajectories: 0)).contains("at least 1"))
    #expect(problem(CircuitExecution(noise: noise, foldings: [])).contains("odd numbers"))
    let broken = NoiseModel(channels: [.depolarizing(pauliProbability: 1.5)])
    #expect(problem(CircuitExecution(noise: broken)).contains("1.5"))
    let blind = NoiseModel(readout: ReadoutError(probability: 0.5))
    #expect(problem(CircuitExecution(noise: blind, shots: 9)).isEmpty)
    #expect(
      problem(CircuitExecution(noise: blind, shots: 9, correctsReadout: true)).contains(
        "qubit 0 is read at random"))
  }
}

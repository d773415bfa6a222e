import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct PreparationTests {
  func circuit(_ preparation: Preparation, qubitCount: Int = 2) -> VariationalCircuit {
    var circuit = Circuit(qubitCount: qubitCount)
    circuit.prepare(preparation)
    return VariationalCircuit(circuit, measuring: .probabilities(of: Array(0..<qubitCount)))
  }

  @Test func amplitudesAreNormalisedWithTheirPadding() {
    let circuit = circuit(.amplitudes(inputs: 1..<4, padding: 4))
    let probabilities = circuit.outputs(inputs: [9, -2, 2, 1], parameters: [], sampleCount: 1)
    // 4 + 4 + 1 + 16 = 25
    #expect(largestDistance(probabilities, [4 / 25, 4 / 25, 1 / 25, 16 / 25]) < 1e-15)
  }

  @Test func bitsAreQubitsFromTheFirst() {
    let circuit = circuit(.basis(inputs: 0..<2), qubitCount: 3)
    let states = circuit.finalStates(
      inputs: [1, 0, 0, 1, 1, 1], parameters: [], sampleCount: 3)
    for (sample, basisState) in [0b001, 0b010, 0b011].enumerated() {
      #expect(states.amplitude(of: basisState, sample: sample) == .one)
    }
  }

  @Test(.tags(.property)) func scalingASampleChangesNothing() {
    var stream = RandomStream(seed: 5, name: "scaling")
    let circuit = circuit(.amplitudes(inputs: 0..<3, padding: 0))
    let inputs = randomNumbers(3, from: &stream)
    let weights = randomNumbers(4, from: &stream)
    let gradient = circuit.gradient(
      outputGradient: weights, inputs: inputs, parameters: [], sampleCount: 1)
    // So along the sample itself nothing changes.
    #expect(abs(zip(gradient.inputs, inputs).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-14)
    #expect(gradient.inputs.contains { abs($0) > 0.01 })
  }

  @Test(
    arguments: [
      (
        .amplitudes(inputs: 0..<2, padding: 0), [1, 0, 0, 0],
        "sample 1: its amplitudes are all 0 and have no direction; leave it out, or pad with another number"
      ),
      (
        .amplitudes(inputs: 0..<2, padding: 1), [0, 0, 1, .nan],
        "sample 1: input 1 is nan; amplitudes must be finite"
      ),
      (
        .amplitudes(inputs: 0..<2, padding: 0), [1e200, 0, 1, 0],
        "sample 0: the sum of its squares overflows; scale it down"
      ),
      (
        .basis(inputs: 0..<2), [0, 1, 0.5, 1],
        "sample 1: input 0 is 0.5; a bit must be 0 or 1, so round it or embed it as an angle"
      ),
      (.basis(inputs: 0..<2), [0, 1, 1, 0], nil), (.groundState, [], nil),
      (.amplitudes(inputs: 0..<2, padding: 1), [0, 0, 0, 1], nil),
    ] as [(Preparation, [Double], String?)])
  func samplesWithoutAStateAreNamed(preparation: Preparation, inputs: [Double], message: String?) {
    let circuit = circuit(preparation)
    do throws(CircuitInputError) {
      try circuit.check(inputs: inputs, sampleCount: 2)
      #expect(message == nil)
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func runningOnSuchASampleStopsTheProgramWithTheSameWords() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      dieQuietly()

      var circuit = Circuit(qubitCount: 1)
      circuit.prepare(.amplitudes(inputs: 0..<2, padding: 0))
      let measured = VariationalCircuit(circuit, measuring: [.z(0)])
      _ = measured.outputs(inputs: [1, 0, 0, 0], parameters: [], sampleCount: 2)
    }
    let output = try #require(result).standardErrorContent
    #expect(String(decoding: output, as: UTF8.self).contains("sample 1: its amplitudes are all 0"))
  }
}

import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct MeasurementTests {
  @Test func theFirstQubitListedIsTheLowestBit() {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(.x, on: 1)
    func probabilities(of qubits: [Int]) -> [Double] {
      VariationalCircuit(circuit, measuring: .probabilities(of: qubits))
        .outputs(inputs: [], parameters: [], sampleCount: 1)
    }
    #expect(probabilities(of: [1, 2]) == [0, 1, 0, 0])
    #expect(probabilities(of: [2, 1]) == [0, 0, 1, 0])
    #expect(probabilities(of: [0]) == [1, 0])
  }

  @Test(.tags(.property)) func probabilitiesSumToOneAndGiveTheExpectationValues() {
    var stream = RandomStream(seed: 6, name: "probabilities")
    let circuit = randomCircuit(qubitCount: 4, depth: 30, from: &stream)
    let inputs = randomInputs(of: circuit, sampleCount: 1, from: &stream)
    let parameters = randomNumbers(circuit.parameterCount, from: &stream)
    func outputs(_ measurement: VariationalCircuit.Measurement) -> [Double] {
      VariationalCircuit(circuit, measuring: measurement)
        .outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
    }
    let probabilities = outputs(.probabilities(of: [3, 1]))
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-14)
    // <Z Z> is the probability of equal values less that of unequal ones.
    let parity =
      probabilities[0b00] + probabilities[0b11] - probabilities[0b01] - probabilities[0b10]
    let expected = outputs(.expectationValues([PauliString([1: .z, 3: .z])]))
    #expect(abs(parity - expected[0]) < 1e-14)
  }
}

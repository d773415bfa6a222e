import TestSupport
import Testing

@testable import QuantumSimulation

/// Made by `Scripts/golden/qiskit_noise.py`.
struct NoiseFile: Decodable {
  struct Operation: Decodable, Sendable {
    let gate: String
    let angles: [Double]
    let qubits: [Int]
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let kind: String
    let numbers: [Double]
    /// Of a Pauli error on both qubits of a gate.
    let joint: Double
    let qubits: Int
    /// Of each qubit: 1 read for 0, and 0 for 1.
    let readout: [[Double]]
    let operations: [Operation]
    let probabilities: [Double]
    var testDescription: String { "\(kind), \(qubits) qubits" }

    var channel: NoiseChannel? {
      switch kind {
      case "depolarizing": .depolarizing(pauliProbability: numbers[0])
      case "bitFlip": .bitFlip(probability: numbers[0])
      case "phaseFlip": .phaseFlip(probability: numbers[0])
      case "amplitudeDamping": .amplitudeDamping(probability: numbers[0])
      case "phaseDamping": .phaseDamping(probability: numbers[0])
      case "thermalRelaxation":
        .thermalRelaxation(
          t1: numbers[0], t2: numbers[1], duration: numbers[2], excitedPopulation: numbers[3])
      default: nil
      }
    }
  }
  let cases: [Case]
}

@Suite struct NoiseGoldenTests {
  @Test(
    .tags(.golden), arguments: try golden("noise", as: NoiseFile.self, in: .module).cases)
  func densityMatricesAreQiskitAers(golden: NoiseFile.Case) throws {
    var circuit = Circuit(qubitCount: golden.qubits)
    for operation in golden.operations {
      let gate = try #require(Gate.named.first { $0.name == operation.gate })
      circuit.append(
        Circuit.Operation(gate, operation.angles.map { .constant($0) }, on: operation.qubits))
    }
    var noisy = NoiseModel(
      channels: [try #require(golden.channel)], jointPauliProbability: golden.joint
    ).applied(
      to: VariationalCircuit(circuit, measuring: .probabilities(of: Array(0..<golden.qubits))))
    noisy.readout = golden.readout.map { ReadoutError(oneGivenZero: $0[0], zeroGivenOne: $0[1]) }
    let probabilities = noisy.outputs(inputs: [], parameters: [], sampleCount: 1)
    // Aer leaves out Kraus operators that are smaller than 1e-10 or so.
    #expect(largestDistance(probabilities, golden.probabilities) < 1e-8)
  }
}

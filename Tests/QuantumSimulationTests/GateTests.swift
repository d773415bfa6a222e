import Foundation
import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

/// Made by `Scripts/golden/qiskit_gates.py`.
struct QiskitFile: Decodable {
  struct Numbers: Decodable {
    let re, im: [Double]
    var complex: [Complex<Double>] { zip(re, im).map { Complex($0, $1) } }
  }
  struct GateCase: Decodable, Sendable, CustomTestStringConvertible {
    let gate: String
    let angles: [Double]
    let matrix: Numbers
    var testDescription: String { "\(gate)\(angles)" }
  }
  struct Step: Decodable {
    let gate: String
    let angles: [Double]
    let qubits: [Int]
  }
  struct CircuitCase: Decodable, Sendable, CustomTestStringConvertible {
    let qubits: Int
    let operations: [Step]
    let state: Numbers
    let observables: [String]
    let expectationValues: [Double]
    var testDescription: String { "\(qubits) qubits" }
  }
  let generator: String
  let gates: [GateCase]
  let circuits: [CircuitCase]

  static func load() throws -> QiskitFile {
    try golden("gates", as: QiskitFile.self, in: .module)
  }
}

func gateAngles(_ angles: [Double]) -> GateAngles {
  GateAngles(angles + Array(repeating: 0, count: 3 - angles.count))
}

@Suite struct GateTests {
  @Test(.tags(.golden), arguments: try QiskitFile.load().gates)
  func matricesAreQiskits(golden: QiskitFile.GateCase) throws {
    // Gates of one name do the same: `rxx` and the Pauli rotation about XX.
    let gates = Gate.representatives.filter { $0.name == golden.gate }
    #expect(!gates.isEmpty)
    for gate in gates {
      #expect(golden.angles.count == gate.angleCount)
      let size = 1 << gate.qubitCount
      let expected = stride(from: 0, to: size * size, by: size).map {
        Array(golden.matrix.complex[$0..<$0 + size])
      }
      // A few roundings of numbers up to 1.
      #expect(largestDistance(gate.matrix(gateAngles(golden.angles)), expected) < 1e-15)
    }
  }

  @Test func everyGateIsInTheGoldenFile() throws {
    #expect(
      Set(try QiskitFile.load().gates.map(\.gate)) == Set(Gate.representatives.map(\.name)))
  }

  @Test(.tags(.property), arguments: Gate.representatives)
  func matricesAreUnitary(gate: Gate) {
    var stream = RandomStream(seed: 1, name: gate.name)
    let matrix = gate.matrix(gateAngles(randomNumbers(gate.angleCount, from: &stream)))
    let size = matrix.count
    #expect(largestDistance(product(adjoint(matrix), matrix), identityMatrix(size)) < 1e-15)
  }

  /// The gates that are exponentials, from their generators.
  @Test(
    .tags(.reference),
    arguments: [
      (.rx, [.x]), (.ry, [.y]), (.rz, [.z]), (.rxx, [.x, .x]), (.ryy, [.y, .y]), (.rzz, [.z, .z]),
    ]
      + Gate.representatives.compactMap {
        if case .pauliRotation(let paulis) = $0 { ($0, paulis) } else { nil }
      } as [(Gate, [Pauli])])
  func rotationsAreExponentials(gate: Gate, paulis: [Pauli]) {
    let generator = PauliString(
      Dictionary(uniqueKeysWithValues: paulis.enumerated().map { ($0, $1) }))
    let angle = 2.3
    let expected = exponential(
      scaled(generator.matrix(qubitCount: paulis.count), by: Complex(imaginary: -angle / 2)))
    // Sixty terms of a series, each rounded.
    #expect(largestDistance(gate.matrix([angle, 0, 0]), expected) < 1e-14)
  }

  @Test(.tags(.gradient), arguments: Gate.representatives.filter { $0.angleCount > 0 })
  func blockDerivativesAreThoseOfTheBlocks(gate: Gate) {
    var stream = RandomStream(seed: 2, name: gate.name)
    let angles = randomNumbers(gate.angleCount, from: &stream)
    func numbers(_ blocks: [GateBlock]) -> [Double] {
      blocks.flatMap { [$0.matrix.a, $0.matrix.b, $0.matrix.c, $0.matrix.d] }
        .flatMap { [$0.real, $0.imaginary] }
    }
    for index in 0..<gate.angleCount {
      let derivatives = numbers(gate.blockDerivatives(gateAngles(angles), withRespectTo: index))
      for (entry, derivative) in derivatives.enumerated() {
        let slope = finiteDifferences(
          of: { numbers(gate.blocks(gateAngles($0)))[entry] }, at: angles)[index]
        #expect(abs(derivative - slope) < 1e-9)
      }
    }
  }
}

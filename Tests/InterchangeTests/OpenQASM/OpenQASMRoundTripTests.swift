import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import Interchange

@Suite struct OpenQASMRoundTripTests {
  @Test(.tags(.reference), arguments: OpenQASM3Dialect.allCases)
  func whatIsWrittenIsReadAsTheSameCircuit(dialect: OpenQASM3Dialect) throws {
    for seed in 0..<4 as Range<UInt64> {
      var stream = RandomStream(seed: seed, name: "OpenQASM")
      let circuit = everyGate(from: &stream)
      let text = try OpenQASMWriter(.version3(dialect)).text(of: circuit)
      let program = try OpenQASMProgram(text, name: "written")
      let read = try program.circuit(inputs: VariableNames(of: circuit).inputs)
      #expect(read.parameterCount == 5 && read.inputCount == 2)
      let inputs = (0..<2).map { _ in stream.uniform(in: -3..<3) }
      let parameters = (0..<5).map { _ in stream.uniform(in: -3..<3) }
      // A few hundred gates, each with a rounding or two.
      #expect(
        areClose(
          everything(read, inputs: inputs, parameters: parameters),
          everything(circuit, inputs: inputs, parameters: parameters), 1e-12), "seed \(seed)")
    }
  }

  @Test(
    .tags(.reference),
    arguments: [OpenQASMFormat.version2] + OpenQASM3Dialect.allCases.map { .version3($0) })
  func aBoundProgramIsTheCircuitAtTheseNumbers(format: OpenQASMFormat) throws {
    var stream = RandomStream(seed: 7, name: "OpenQASM")
    let circuit = everyGate(from: &stream)
    let inputs = [0.3, -1e-7]
    let parameters = (0..<5).map { _ in stream.uniform(in: -3..<3) }
    let bound = circuit.bound(inputs: inputs, parameters: parameters)
    let measures = format != .version3(.pennylane)
    let text = try OpenQASMWriter(format, comments: ["a comment"], measures: measures)
      .text(of: bound)
    #expect(!text.contains("input "))
    let read = try OpenQASMProgram(text, name: "written").circuit()
    let expected = everything(circuit, inputs: inputs, parameters: parameters)
    #expect(areClose(everything(bound), expected, 1e-12))
    #expect(areClose(everything(read), expected, 1e-12))
  }

  /// No digit is lost: Swift writes the shortest text that is read as the same number.
  @Test func numbersComeBackBitForBit() throws {
    var circuit = Circuit(qubitCount: 1)
    let numbers = [0.1, -1 / 3.0, 1e-300, .leastNonzeroMagnitude, 1e22, 123456789.123456789, .pi]
    for number in numbers { circuit.append(.rx, .constant(number), on: 0) }
    for format in [OpenQASMFormat.version2, .version3(.portable)] {
      let read = try OpenQASMProgram(
        try OpenQASMWriter(format).text(of: circuit), name: "written"
      ).circuit()
      #expect(read.operations.map(\.angles) == numbers.map { [.constant($0)] })
    }
  }

  @Test(.tags(.property), arguments: 1...4)
  func statesMadeByGatesAreThoseOfTheAmplitudes(qubitCount: Int) {
    var stream = RandomStream(seed: 3, name: "amplitudes")
    for round in 0..<5 {
      var circuit = Circuit(qubitCount: qubitCount)
      let count = round == 0 ? 1 << qubitCount : 1 + stream.index(below: 1 << qubitCount)
      circuit.prepare(.amplitudes(inputs: 0..<count, padding: round == 1 ? 0 : -0.3))
      // Angles of inputs too, one of which is an amplitude as well.
      circuit.append(.rz, .input(0), on: 0)
      circuit.append(.rx, .inputProduct(count, 0), on: qubitCount - 1)
      let inputs = (0...count).map { _ in stream.uniform(in: -2..<2) }
      let expected = everything(circuit, inputs: inputs)
      let prepared = PreparedByGates(circuit)
      #expect(prepared.circuit.preparation == .groundState)
      #expect(
        areClose(
          everything(prepared.circuit, inputs: prepared.inputs(for: inputs)), expected, 1e-13))
      #expect(areClose(everything(circuit.bound(inputs: inputs, parameters: [])), expected, 1e-13))
    }
  }

  @Test(arguments: [[0.0, 0, 0], [1, 0, 1], [0, 1, 1]])
  func bitsAreMadeByGates(bits: [Double]) {
    var circuit = Circuit(qubitCount: 4)
    circuit.prepare(.basis(inputs: 0..<3))
    circuit.append(.h, on: 2)
    circuit.append(.cx, on: 2, 3)
    let expected = everything(circuit, inputs: bits)
    let prepared = PreparedByGates(circuit)
    #expect(
      areClose(everything(prepared.circuit, inputs: prepared.inputs(for: bits)), expected, 1e-15))
    let bound = circuit.bound(inputs: bits, parameters: [])
    #expect(everything(bound) == expected)
    let flips = bound.operations.filter { $0.gate == .x }
    #expect(flips.map(\.qubits) == (0..<3).filter { bits[$0] == 1 }.map { [$0] })
  }

  @Test(.tags(.property)) func bitsInTheBasesTellEveryOutput() throws {
    var stream = RandomStream(seed: 5, name: "bases")
    let circuit = everyGate(from: &stream).bound(
      inputs: [0.2, 0.9], parameters: [0.1, 0.2, 0.3, 0.4, 0.5])
    let observables = ["Z0", "X0Z1", "Y2", "Z1Z3", "X0X3", "Y0Y1Y2"].map { PauliString($0)! }
    let measured = VariationalCircuit(circuit, measuring: observables)
    let expected = measured.outputs(inputs: [], parameters: [], sampleCount: 1)
    let bases = MeasurementBasis.bases(of: measured.measurement)
    #expect(bases.flatMap(\.outputs).sorted() == Array(0..<6))
    #expect(bases.map(\.outputs) == [[0, 2, 3], [1, 4], [5]])
    for basis in bases {
      let zs = basis.outputs.map { output in
        PauliString(observables[output].factors.mapValues { _ in .z })
      }
      let values = VariationalCircuit(basis.turning(circuit), measuring: zs)
        .outputs(inputs: [], parameters: [], sampleCount: 1)
      #expect(areClose(values, basis.outputs.map { expected[$0] }, 1e-14))
    }
  }
}

/// Whether all numbers are as close as this.
func areClose(_ left: [Double], _ right: [Double], _ tolerance: Double) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance }
}

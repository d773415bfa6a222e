import Arithmetic
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

/// The compiled engine against the readable one, for every instruction set and precision.
@Suite(.tags(.reference)) struct CircuitEngineTests {
  static let arithmetics = InstructionSet.supported.flatMap { set in
    Precision.allCases.map { Arithmetic($0, set) }
  }

  @Test(arguments: arithmetics)
  func agreesOnRandomCircuits(arithmetic: Arithmetic) {
    for seed in 0..<UInt64(40) {
      var stream = RandomStream(seed: seed, name: "random circuits")
      let qubitCount = 1 + stream.index(below: 6)
      let circuit = randomCircuit(
        qubitCount: qubitCount, depth: stream.index(below: 100), from: &stream)
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        check(
          VariationalCircuit(circuit, measuring: measurement), sampleCount: 1 + stream.index(below: 40),
          arithmetic, "seed \(seed)", &stream)
      }
    }
  }

  private func check(
    _ circuit: VariationalCircuit, sampleCount: Int, _ arithmetic: Arithmetic, _ name: String,
    _ stream: inout RandomStream
  ) {
    let inputs = randomInputs(of: circuit.circuit, sampleCount: sampleCount, from: &stream)
    let parameters = randomNumbers(circuit.parameterCount, from: &stream)
    let slopes = randomNumbers(sampleCount * circuit.outputCount, from: &stream)
    let tolerance = arithmetic.precision == .single ? 5e-5 : 1e-12
    let values = circuit.outputs(
      inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    let slow = circuit.gradient(
      outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    for layout in CompiledCircuit.Layout.allCases {
      if layout == .amplitudes && circuit.circuit.qubitCount < 4 { continue }
      var engine = CircuitEngine(
        CompiledCircuit(circuit, layout: layout), of: circuit, capacity: sampleCount,
        arithmetic: arithmetic)
      func expect(_ fast: [Double], _ slow: [Double], _ what: String) {
        let size = slow.map(abs).max() ?? 0
        #expect(
          largestDistance(fast, slow) <= tolerance * max(1, size),
          "\(what), \(name), \(layout), \(circuit.circuit.qubitCount) qubits, \(sampleCount) samples")
      }
      expect(
        engine.outputs(inputs: inputs, parameters: parameters, sampleCount: sampleCount), values,
        "values")
      let fast = engine.gradient(
        outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: sampleCount)
      expect(fast.parameters, slow.parameters, "gradient by parameters")
      expect(fast.inputs, slow.inputs, "gradient by inputs")
    }
  }
}

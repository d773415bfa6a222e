import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct GradientTests {
  /// The loss is a random weighted sum of what is measured; both methods and finite differences must agree on
  /// its derivatives by all parameters and inputs.
  func check(
    _ circuit: Circuit, seed: UInt64, from stream: inout RandomStream,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for measurement in randomMeasurements(qubitCount: circuit.qubitCount, from: &stream) {
      check(
        VariationalCircuit(circuit, measuring: measurement), seed: seed, from: &stream,
        sourceLocation: sourceLocation)
    }
  }

  func check(
    _ measured: VariationalCircuit, seed: UInt64, from stream: inout RandomStream,
    sourceLocation: SourceLocation
  ) {
    let sampleCount = 2
    let inputs = randomInputs(of: measured.circuit, sampleCount: sampleCount, from: &stream)
    let parameters = randomNumbers(measured.parameterCount, from: &stream)
    let weights = randomNumbers(sampleCount * measured.outputCount, from: &stream)
    func gradient(_ method: GradientMethod) -> CircuitGradient {
      measured.gradient(
        outputGradient: weights, inputs: inputs, parameters: parameters, sampleCount: sampleCount,
        method: method)
    }
    func loss(_ inputs: [Double], _ parameters: [Double]) -> Double {
      let values = measured.outputs(
        inputs: inputs, parameters: parameters, sampleCount: sampleCount)
      return zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let adjoint = gradient(.adjoint)
    let shifted = gradient(.parameterShift)
    // Both are exact; what remains are the roundings of a few hundred sums of size 10.
    #expect(
      largestDistance(adjoint.parameters, shifted.parameters) < 1e-12, "seed \(seed)",
      sourceLocation: sourceLocation)
    #expect(
      largestDistance(adjoint.inputs, shifted.inputs) < 1e-12, "seed \(seed)",
      sourceLocation: sourceLocation)
    let byParameter = finiteDifferences(of: { loss(inputs, $0) }, at: parameters)
    // The error of finite differences with several angles at one parameter, see there.
    #expect(
      largestDistance(adjoint.parameters, byParameter) < 1e-7, "seed \(seed)",
      sourceLocation: sourceLocation)
    // Bits cannot be moved a little; their derivatives are 0 by definition.
    var bits = Set<Int>()
    if case .basis(let range) = measured.circuit.preparation { bits = Set(range) }
    let isBit = inputs.indices.map { bits.contains($0 % measured.inputCount) }
    let free = inputs.indices.filter { !isBit[$0] }
    let byFreeInput = finiteDifferences(
      of: { numbers in
        var moved = inputs
        for (index, number) in zip(free, numbers) { moved[index] = number }
        return loss(moved, parameters)
      }, at: free.map { inputs[$0] })
    #expect(
      largestDistance(free.map { adjoint.inputs[$0] }, byFreeInput) < 1e-7, "seed \(seed)",
      sourceLocation: sourceLocation)
    #expect(
      zip(adjoint.inputs, isBit).allSatisfy { !$1 || $0 == 0 }, sourceLocation: sourceLocation)
  }

  /// The gate twice, with parameters and with inputs, between layers that make what it does visible and to
  /// whose angles its adjoint must carry derivatives back.
  @Test(.tags(.gradient), arguments: Gate.representatives)
  func everyGatesDerivativesAgree(gate: Gate) {
    for qubitCount in gate.qubitCount...6 {
      let seed = UInt64(qubitCount)
      var stream = RandomStream(seed: seed, name: "\(gate)")
      var circuit = Circuit(qubitCount: qubitCount)
      for makeAngle in [Angle.parameter, Angle.input] {
        for qubit in 0..<qubitCount {
          circuit.append(.u, .parameter(qubit % 2), .input(0), 0.3, on: qubit)
        }
        for qubit in 1..<max(qubitCount, 1) { circuit.append(.cx, on: qubit - 1, qubit) }
        let angles = (0..<gate.angleCount).map { makeAngle(2 + $0) }
        let qubits = stream.permutation(of: qubitCount).prefix(gate.qubitCount)
        circuit.append(Circuit.Operation(gate, angles, on: Array(qubits)))
      }
      for qubit in 0..<qubitCount { circuit.append(.h, on: qubit) }
      check(circuit, seed: seed, from: &stream)
    }
  }

  @Test(.tags(.gradient), arguments: 1...6)
  func derivativesOfRandomCircuitsAgree(qubitCount: Int) {
    let preparations: [Preparation] = [
      .groundState, .amplitudes(inputs: 1..<3, padding: 0.7), .basis(inputs: 2..<2 + qubitCount),
    ]
    for (seed, preparation) in zip(UInt64(0)..., preparations) {
      var stream = RandomStream(seed: seed, name: "circuit \(qubitCount)")
      let circuit = randomCircuit(
        qubitCount: qubitCount, depth: 20, preparation: preparation, from: &stream)
      check(circuit, seed: seed, from: &stream)
    }
  }

  @Test(.tags(.gradient)) func multiplesOfHalfPiAreNoSpecialCase() {
    var circuit = Circuit(qubitCount: 4)
    for (index, gate) in Gate.representatives.filter({ $0.angleCount == 1 }).enumerated() {
      let qubits = Array(0..<gate.qubitCount)
      circuit.append(Circuit.Operation(gate, [.parameter(index)], on: qubits))
      circuit.append(.u, .parameter(index), 0, 0, on: index % 4)
      for qubit in 1..<4 { circuit.append(.cx, on: qubit, qubit - 1) }
    }
    let measured = VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))
    for multiple in 0..<4 {
      let parameters = Array(
        repeating: Double(multiple) * .pi / 2, count: circuit.parameterCount)
      func gradient(_ method: GradientMethod) -> [Double] {
        measured.gradient(
          outputGradient: [1, -2], inputs: [], parameters: parameters, sampleCount: 1,
          method: method
        ).parameters
      }
      #expect(largestDistance(gradient(.adjoint), gradient(.parameterShift)) < 1e-13)
    }
  }

  @Test(.tags(.property)) func aSharedParametersDerivativeIsTheSumOverItsPlaces() {
    var shared = Circuit(qubitCount: 1)
    var separate = Circuit(qubitCount: 1)
    for index in 0..<3 {
      shared.append(.ry, .parameter(0), on: 0)
      shared.append(.rz, 0.4, on: 0)
      shared.append(.h, on: 0)
      separate.append(.ry, .parameter(index), on: 0)
      separate.append(.rz, 0.4, on: 0)
      separate.append(.h, on: 0)
    }
    func gradient(_ circuit: Circuit, _ parameters: [Double]) -> [Double] {
      VariationalCircuit(circuit, measuring: [.z(0)]).gradient(
        outputGradient: [1], inputs: [], parameters: parameters, sampleCount: 1
      ).parameters
    }
    let parts = gradient(separate, [0.7, 0.7, 0.7])
    #expect(abs(gradient(shared, [0.7])[0] - parts.reduce(0, +)) < 1e-15)
  }
}

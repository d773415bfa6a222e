import Arithmetic
import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

/// The compiled engine against the readable one, for every instruction set and precision.
@Suite(.tags(.reference)) struct CircuitEngineTests {
  static let arithmetics = InstructionSet.supported.flatMap { set in
    Precision.allCases.map { Arithmetic($0, set) }
  }

  /// More and larger cases where somebody has the time: `.ci/run --full`.
  static let isThorough = ProcessInfo.processInfo.environment["QDISTILL_TEST_EFFORT"] == "full"

  @Test(arguments: arithmetics)
  func agreesOnRandomCircuits(arithmetic: Arithmetic) {
    for seed in 0..<UInt64(Self.isThorough ? 400 : 40) {
      var stream = RandomStream(seed: seed, name: "random circuits")
      let qubitCount = 1 + stream.index(below: 6)
      let circuit = randomCircuit(
        qubitCount: qubitCount, depth: stream.index(below: 100),
        preparation: randomPreparation(qubitCount: qubitCount, from: &stream), from: &stream)
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        check(
          VariationalCircuit(circuit, measuring: measurement),
          sampleCount: 1 + stream.index(below: Self.isThorough ? 100 : 40), arithmetic,
          "seed \(seed)", &stream)
      }
    }
  }

  @Test(arguments: arithmetics)
  func agreesOnLargeCircuits(arithmetic: Arithmetic) {
    for qubitCount in Self.isThorough ? 7...13 : 7...9 {
      for seed in 0..<UInt64(Self.isThorough ? 6 : 1) {
        var stream = RandomStream(seed: seed, name: "large circuits \(qubitCount)")
        let circuit = randomCircuit(
          qubitCount: qubitCount, depth: Self.isThorough ? 100 : 30, from: &stream)
        for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
          check(
            VariationalCircuit(circuit, measuring: measurement),
            sampleCount: 1 + stream.index(below: Self.isThorough ? 40 : 3), arithmetic,
            "seed \(seed)", &stream)
        }
      }
    }
  }

  /// Layers on all qubits, as ansatzes have them: every way of dividing rotated bits into groups occurs.
  @Test(arguments: arithmetics)
  func agreesOnLayeredCircuits(arithmetic: Arithmetic) {
    for qubitCount in Self.isThorough ? 1...13 : 1...8 {
      var circuit = Circuit(qubitCount: qubitCount)
      circuit.append(AngleEmbedding(qubitCount: qubitCount))
      circuit.append(StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: 3))
      var stream = RandomStream(seed: 1, name: "layered circuits \(qubitCount)")
      check(
        VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<qubitCount)),
        sampleCount: qubitCount < 7 ? 19 : 2, arithmetic, "layers", &stream)
    }
  }

  /// Rotations by multiples of a quarter turn, where cosine or sine vanishes.
  @Test(arguments: arithmetics)
  func agreesAtMultiplesOfAQuarterTurn(arithmetic: Arithmetic) {
    for seed in 0..<UInt64(20) {
      var stream = RandomStream(seed: seed, name: "quarter turns")
      let circuit = randomCircuit(qubitCount: 4, depth: 40, from: &stream)
      func turns(_ count: Int) -> [Double] {
        (0..<count).map { _ in Double(stream.index(below: 17) - 8) * .pi / 2 }
      }
      let parameters = turns(circuit.parameterCount)
      let inputs = turns(3 * circuit.inputCount)
      let measurement = randomMeasurements(qubitCount: 4, from: &stream)[Int(seed) % 2]
      check(
        VariationalCircuit(circuit, measuring: measurement), sampleCount: 3, arithmetic,
        "seed \(seed)", &stream, inputs: inputs, parameters: parameters,
        // Products of two inputs reach 158 radians, which single precision tells apart in steps of 1.5e-5.
        singleTolerance: 3e-4)
    }
  }

  @Test(arguments: arithmetics)
  func agreesOnTemplates(arithmetic: Arithmetic) {
    var stream = RandomStream(seed: 1, name: "templates")
    for (name, circuit) in templateCircuits {
      let qubitCount = circuit.qubitCount
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        check(
          VariationalCircuit(circuit, measuring: measurement), sampleCount: 5, arithmetic, name,
          &stream)
      }
    }
  }

  /// A smaller batch in the same memory: what a larger one left beyond its end must not be summed by layers below.
  @Test(arguments: arithmetics)
  func placesBeyondTheBatchComeOutAsZero(arithmetic: Arithmetic) {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(AngleEmbedding(qubitCount: 4))
    circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 2))
    let student = VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<4))
    for layout in CompiledCircuit.Layout.allCases {
      let compiled = CompiledCircuit(student, layout: layout)
      let sizes = compiled.memory(arithmetic, sampleCount: 8)
      let (prepared, states) = (SharedMemory(sizes.prepared), SharedMemory(sizes.states))
      let (scratch, sums) = (SharedMemory(sizes.scratch), SharedMemory(sizes.sums))
      let memory = PassMemory(
        prepared: prepared.start, states: states.start, scratch: scratch.start, sums: sums.start)
      let parameters = (0..<student.parameterCount).map { 0.1 * Double($0) }
      parameters.withUnsafeBufferPointer {
        compiled.prepare($0.baseAddress!, arithmetic, into: memory.prepared)
      }
      let stride = BatchTable.stride(forSamples: 8)
      let size = BatchTable.size(arithmetic.precision, featureCount: 4, stride: stride)
      let tables = (0..<3).map { _ in SharedMemory(size) }
      // Nothing but addresses of them is used.
      defer { withExtendedLifetime([prepared, states, scratch, sums] + tables) {} }
      func table(_ index: Int, _ sampleCount: Int) -> BatchTable {
        BatchTable(
          at: tables[index].start, arithmetic.precision, featureCount: 4, sampleCount: sampleCount,
          stride: stride)
      }
      for sampleCount in [8, 3] {
        table(0, sampleCount).fill { Double($0) + 0.3 * Double($1) }
        compiled.forward(
          arithmetic, inputs: table(0, sampleCount), outputs: table(1, sampleCount), memory: memory,
          keepsStates: true)
        table(1, sampleCount).fill { 1 + Double($0) - Double($1) }
        compiled.backward(
          arithmetic, inputs: table(0, sampleCount), outputGradient: table(1, sampleCount),
          inputGradient: table(2, sampleCount), memory: memory)
      }
      let beyond = BatchTable(
        at: tables[2].start, arithmetic.precision, featureCount: 4,
        sampleCount: min(8, arithmetic.laneCount), stride: stride)
      for feature in 0..<4 {
        #expect(beyond[feature, 0] != 0)
        for sample in 3..<max(3, beyond.sampleCount) { #expect(beyond[feature, sample] == 0) }
      }
    }
  }

  /// Long sums of nearly equal numbers, in single precision.
  @Test(arguments: InstructionSet.supported)
  func probabilitiesOfManyQubitsSumToOne(instructionSet: InstructionSet) {
    let qubitCount = Self.isThorough ? 20 : 14
    var circuit = Circuit(qubitCount: qubitCount)
    for qubit in 0..<qubitCount { circuit.append(.ry, 1.0, on: qubit) }
    let half = cos(1.0)
    for measurement in [
      .probabilities(of: [0]), .expectationValues([.z(0), PauliString([1: .x])]),
    ]
      as [VariationalCircuit.Measurement]
    {
      let student = VariationalCircuit(circuit, measuring: measurement)
      var engine = CircuitEngine(
        student, capacity: 1, arithmetic: Arithmetic(.single, instructionSet))
      let values = engine.outputs(inputs: [], parameters: [], sampleCount: 1)
      let expected =
        measurement.outputCount == 2 && measurement == .probabilities(of: [0])
        ? [(1 + half) / 2, (1 - half) / 2] : [half, sin(1.0)]
      #expect(largestDistance(values, expected) < 1e-5, "\(values)")
    }
  }

  /// What is no number in must not come out as one.
  @Test(arguments: arithmetics)
  func noNumbersStayNoNumbers(arithmetic: Arithmetic) {
    for reuploads in [false, true] {
      var circuit = Circuit(qubitCount: 4)
      circuit.append(AngleEmbedding(qubitCount: 4))
      circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 1))
      if reuploads { circuit.append(AngleEmbedding(qubitCount: 4, axis: .z)) }
      circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 1))
      let student = VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<4))
      for layout in CompiledCircuit.Layout.allCases {
        var engine = CircuitEngine(
          CompiledCircuit(student, layout: layout), of: student, capacity: 2, arithmetic: arithmetic
        )
        let parameters = (0..<student.parameterCount).map { 0.1 * Double($0) }
        for bad in [Double.nan, .infinity, 1e300] {
          let values = engine.outputs(
            inputs: [bad, 1, 2, 3, 0, 1, 2, 3], parameters: parameters, sampleCount: 2)
          #expect(values[..<4].allSatisfy { $0.isNaN })
          #expect(values[4...].allSatisfy { $0.isFinite })
          var broken = parameters
          broken[student.parameterCount - 2] = bad
          let all = engine.outputs(
            inputs: [0, 1, 2, 3], parameters: broken, sampleCount: 1)
          #expect(all.allSatisfy { $0.isNaN })
        }
      }
    }
  }

  /// The kernels keep nothing of the stages on the stack, which may be small.
  @Test(arguments: CompiledCircuit.Layout.allCases)
  func takesAnyNumberOfStages(layout: CompiledCircuit.Layout) async {
    let count = 10_000
    var circuit = Circuit(qubitCount: layout == .amplitudes ? 4 : 2)
    circuit.append(.rx, .parameter(0), on: 0)
    // Each way goes there and back: the second qubit is 0, so that CZ does nothing but end a stage.
    for _ in 0..<count {
      for parameter in 1...2 {
        circuit.append(.cz, on: 0, 1)
        circuit.append(.rx, .parameter(parameter), on: 0)
      }
    }
    let student = VariationalCircuit(circuit, measuring: [.z(0)])
    let compiled = CompiledCircuit(student, layout: layout)
    let gradient = await withCheckedContinuation { done in
      let thread = Thread {
        var engine = CircuitEngine(
          compiled, of: student, capacity: 1, arithmetic: Arithmetic(.double, .current))
        done.resume(
          returning: engine.gradient(
            outputGradient: [1], inputs: [], parameters: [0.7, 0.4, -0.4], sampleCount: 1))
      }
      thread.stackSize = 512 << 10
      thread.start()
    }
    for (index, times) in [1.0, Double(count), Double(count)].enumerated() {
      #expect(abs(gradient.parameters[index] / times + sin(0.7)) < 1e-9)
    }
  }

  private func check(
    _ circuit: VariationalCircuit, sampleCount: Int, _ arithmetic: Arithmetic, _ name: String,
    _ stream: inout RandomStream, inputs givenInputs: [Double]? = nil,
    parameters givenParameters: [Double]? = nil, singleTolerance: Double = 5e-5
  ) {
    let inputs =
      givenInputs ?? randomInputs(of: circuit.circuit, sampleCount: sampleCount, from: &stream)
    let parameters = givenParameters ?? randomNumbers(circuit.parameterCount, from: &stream)
    let slopes = randomNumbers(sampleCount * circuit.outputCount, from: &stream)
    let tolerance = arithmetic.precision == .single ? singleTolerance : 1e-12
    let values = circuit.outputs(
      inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    let slow = circuit.gradient(
      outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    for layout in CompiledCircuit.Layout.allCases {
      if layout == .amplitudes && circuit.circuit.qubitCount < 4 { continue }
      // An odd batch as one after another of the smallest parts.
      let cacheSize = sampleCount % 2 == 0 ? 256 << 10 : 0
      var engine = CircuitEngine(
        CompiledCircuit(circuit, layout: layout), of: circuit, capacity: sampleCount,
        arithmetic: arithmetic, cacheSize: cacheSize)
      func expect(_ fast: [Double], _ slow: [Double], _ what: String) {
        let size = slow.map(abs).max() ?? 0
        #expect(
          largestDistance(fast, slow) <= tolerance * max(1, size),
          "\(what), \(name), \(layout), \(circuit.circuit.qubitCount) qubits, \(sampleCount) samples"
        )
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

/// Memory that several closures see.
private final class SharedMemory {
  private let memory: Memory
  init(_ size: Int) { memory = Memory(size: size) }
  var start: UnsafeMutableRawPointer { memory.start }
}

import Arithmetic

/// Runs one circuit on batches, compiled, at the speed of the machine; in memory that is allocated once.
///
///     var engine = CircuitEngine(student, capacity: 32)
///     let values = engine.outputs(inputs: angles, parameters: parameters, sampleCount: 32)
///     let gradient = engine.gradient(
///       outputGradient: slopes, inputs: angles, parameters: parameters, sampleCount: 32)
///
/// The readable engine, gate by gate (``VariationalCircuit/outputs(inputs:parameters:sampleCount:)``),
/// defines what comes out.
public struct CircuitEngine: ~Copyable {
  /// The circuit.
  public let circuit: VariationalCircuit
  /// The largest batch.
  public let capacity: Int
  /// How it computes.
  public let arithmetic: Arithmetic

  private let compiled: CompiledCircuit
  private let stride: Int
  /// Samples that are taken there and back together.
  private let chunk: Int
  private let prepared, states, scratch, sums: Memory
  private let inputs, outputs, inputGradient, outputGradient: Memory

  /// An engine for batches of at most `capacity` samples.
  public init(
    _ circuit: VariationalCircuit, capacity: Int, arithmetic: Arithmetic = Arithmetic()
  ) {
    self.init(CompiledCircuit(circuit), of: circuit, capacity: capacity, arithmetic: arithmetic)
  }

  /// An engine for a circuit that has been compiled.
  ///
  /// - Parameter cacheSize: what states of a chunk may take, in bytes: a part of a core's own cache.
  init(
    _ compiled: CompiledCircuit, of circuit: VariationalCircuit, capacity: Int,
    arithmetic: Arithmetic, cacheSize: Int = 256 << 10
  ) {
    precondition(capacity > 0, "an engine for \(capacity) samples")
    self.circuit = circuit
    self.capacity = capacity
    self.arithmetic = arithmetic
    self.compiled = compiled
    stride = BatchTable.stride(forSamples: capacity)
    let step = BatchTable.stride(forSamples: 1)
    let states = compiled.memory(arithmetic, sampleCount: min(step, capacity)).states
    chunk = min(capacity, step * max(1, cacheSize / states))
    let sizes = compiled.memory(arithmetic, sampleCount: chunk)
    prepared = Memory(size: sizes.prepared)
    self.states = Memory(size: sizes.states)
    scratch = Memory(size: sizes.scratch)
    sums = Memory(size: sizes.sums)
    let inputSize = BatchTable.size(
      arithmetic.precision, featureCount: circuit.inputCount, stride: stride)
    let outputSize = BatchTable.size(
      arithmetic.precision, featureCount: circuit.outputCount, stride: stride)
    inputs = Memory(size: inputSize)
    inputGradient = Memory(size: inputSize)
    outputs = Memory(size: outputSize)
    outputGradient = Memory(size: outputSize)
  }

  /// What is measured, `[samples, outputs]`.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`
  ///   - parameters: `[parameters]`
  ///   - sampleCount: how many samples there are, 1 to ``capacity``.
  public mutating func outputs(
    inputs: [Double], parameters: [Double], sampleCount: Int
  ) -> [Double] {
    circuit.checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    load(inputs, parameters, sampleCount)
    runForward(sampleCount: sampleCount)
    return table(outputs, circuit.outputCount, sampleCount).rows
  }

  /// The gradient of a loss, from its derivatives by the outputs (a vector-Jacobian product).
  ///
  /// - Parameters:
  ///   - outputGradient: `[samples, outputs]`
  ///   - inputs: `[samples, inputs]`
  ///   - parameters: `[parameters]`
  ///   - sampleCount: how many samples there are, 1 to ``capacity``.
  public mutating func gradient(
    outputGradient: [Double], inputs: [Double], parameters: [Double], sampleCount: Int
  ) -> CircuitGradient {
    circuit.checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    load(inputs, parameters, sampleCount)
    table(self.outputGradient, circuit.outputCount, sampleCount).fill(outputGradient)
    var gradient = [Double](repeating: 0, count: circuit.parameterCount)
    gradient.withMutableAddress { runGradient(sampleCount: sampleCount, into: $0) }
    return CircuitGradient(
      inputs: table(inputGradient, circuit.inputCount, sampleCount).rows, parameters: gradient)
  }

  private func table(_ memory: borrowing Memory, _ featureCount: Int, _ sampleCount: Int)
    -> BatchTable
  {
    BatchTable(
      at: memory.start, arithmetic.precision, featureCount: featureCount, sampleCount: sampleCount,
      stride: stride)
  }
}

// MARK: - The passes by themselves, for measurements of speed

extension CircuitEngine {
  /// Takes these inputs and parameters.
  public mutating func load(_ inputs: [Double], _ parameters: [Double], _ sampleCount: Int) {
    precondition(
      (1...capacity).contains(sampleCount),
      "\(sampleCount) samples for an engine of \(capacity)")
    do throws(CircuitInputError) {
      try circuit.check(inputs: inputs, sampleCount: sampleCount)
    } catch {
      // As the readable engine does, in optimised builds too.
      fatalError("\(error)")
    }
    table(self.inputs, circuit.inputCount, sampleCount).fill(inputs)
    prepare(parameters)
  }

  /// Takes these parameters.
  public mutating func prepare(_ parameters: [Double]) {
    precondition(
      parameters.count == circuit.parameterCount,
      "\(parameters.count) numbers for \(circuit.parameterCount) parameters")
    parameters.withAddress { compiled.prepare($0, arithmetic, into: prepared.start) }
  }

  /// From the inputs that were loaded to the outputs.
  public mutating func runForward(sampleCount: Int) {
    precondition((1...capacity).contains(sampleCount), "\(sampleCount) samples of \(capacity)")
    compiled.forward(
      arithmetic, inputs: table(inputs, circuit.inputCount, sampleCount),
      outputs: table(outputs, circuit.outputCount, sampleCount), memory: memory, keepsStates: false)
  }

  /// From the inputs and the output gradient that were loaded to all gradients; adds the one by the parameters.
  public mutating func runGradient(
    sampleCount: Int, into parameterGradient: UnsafeMutablePointer<Double>
  ) {
    precondition((1...capacity).contains(sampleCount), "\(sampleCount) samples of \(capacity)")
    sums.clear()
    // A chunk at a time, so that its states are still in the cache on the way back.
    for first in Swift.stride(from: 0, to: sampleCount, by: chunk) {
      let samples = first..<min(first + chunk, sampleCount)
      let inputs = table(inputs, circuit.inputCount, sampleCount)[samples]
      compiled.forward(
        arithmetic, inputs: inputs,
        outputs: table(outputs, circuit.outputCount, sampleCount)[samples], memory: memory,
        keepsStates: true)
      compiled.backward(
        arithmetic, inputs: inputs,
        outputGradient: table(outputGradient, circuit.outputCount, sampleCount)[samples],
        inputGradient: table(inputGradient, circuit.inputCount, sampleCount)[samples],
        memory: memory)
    }
    compiled.collect(arithmetic, memory: memory, into: parameterGradient)
  }

  private var memory: PassMemory<UnsafeMutableRawPointer> {
    PassMemory(
      prepared: prepared.start, states: states.start, scratch: scratch.start, sums: sums.start)
  }
}

extension BatchTable {
  /// The numbers, `[samples, features]`.
  var rows: [Double] {
    (0..<sampleCount).flatMap { sample in (0..<featureCount).map { self[$0, sample] } }
  }

  /// Takes these numbers, `[samples, features]`; the samples beyond are made zero.
  func fill(_ rows: [Double]) {
    precondition(
      rows.count == sampleCount * featureCount,
      "\(rows.count) numbers for \(sampleCount) samples of \(featureCount)")
    fill { feature, sample in rows[sample * featureCount + feature] }
  }
}

import Arithmetic
import CKernels

/// Runs one circuit on batches, compiled, at the speed of the machine; in memory that is allocated once.
///
///     var engine = CircuitEngine(student, capacity: 32)
///     let values = engine.outputs(inputs: angles, parameters: parameters)
///     let gradient = engine.gradient(
///       outputGradient: slopes, inputs: angles, parameters: parameters)
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
  private let chunk: Int
  private let prepared, states, scratch, sums: Memory
  private let inputs, outputs, inputGradient, outputGradient: Memory

  /// An engine for batches of at most `capacity` samples.
  public init(
    _ circuit: VariationalCircuit, capacity: Int, arithmetic: Arithmetic = Arithmetic()
  ) {
    precondition(capacity > 0, "an engine for \(capacity) samples")
    self.circuit = circuit
    self.capacity = capacity
    self.arithmetic = arithmetic
    compiled = CompiledCircuit(circuit)
    stride = BatchTable.stride(forSamples: capacity)
    let (kernels, form) = (arithmetic.kernels.table.pointee, compiled.form)
    prepared = Memory(size: kernels.circuit_prepared_size(form))
    let stateSize = kernels.circuit_states_size(form, arithmetic.laneCount, 1)
    chunk = min(roundUp(capacity, to: arithmetic.laneCount), arithmetic.laneCount * max(1, 262144 / stateSize))
    states = Memory(
      size: max(
        kernels.circuit_states_size(form, chunk, 1), kernels.circuit_states_size(form, capacity, 0))
    )
    scratch = Memory(size: kernels.circuit_scratch_size(form))
    sums = Memory(size: kernels.circuit_sums_size(form))
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
    runForward(sampleCount: sampleCount, keeps: false)
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
    gradient.withUnsafeMutableBufferPointer { gradient in
      // An empty array may have no address.
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) { nothing in
        runGradient(sampleCount: sampleCount, into: gradient.baseAddress ?? nothing.baseAddress!)
      }
    }
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
    table(self.inputs, circuit.inputCount, sampleCount).fill(inputs)
    prepare(parameters)
  }

  /// Takes these parameters.
  public mutating func prepare(_ parameters: [Double]) {
    (parameters + [0]).withUnsafeBufferPointer {
      arithmetic.kernels.table.pointee.circuit_prepare(
        compiled.form, $0.baseAddress!, prepared.start)
    }
  }

  /// From the inputs that were loaded to the outputs.
  public mutating func runForward(sampleCount: Int, keeps: Bool) {
    arithmetic.kernels.table.pointee.circuit_forward(
      compiled.form, prepared.start, table(inputs, circuit.inputCount, sampleCount).batch,
      inputs.start, outputs.start, states.start, scratch.start, keeps ? 1 : 0)
  }

  /// From the inputs and the output gradient that were loaded to all gradients.
  public mutating func runGradient(
    sampleCount: Int, into parameterGradient: UnsafeMutablePointer<Double>
  ) {
    let kernels = arithmetic.kernels.table.pointee
    sums.clear()
    // A chunk at a time, so that its states are still in the cache on the way back.
    for first in Swift.stride(from: 0, to: sampleCount, by: chunk) {
      let offset = first * arithmetic.precision.size
      let batch = qd_batch(sample_count: min(chunk, sampleCount - first), stride: stride)
      kernels.circuit_forward(
        compiled.form, prepared.start, batch, inputs.start + offset, outputs.start + offset,
        states.start, scratch.start, 1)
      kernels.circuit_backward(
        compiled.form, prepared.start, batch, inputs.start + offset, outputGradient.start + offset,
        inputGradient.start + offset, states.start, scratch.start, sums.start)
    }
    kernels.circuit_collect(
      compiled.form, prepared.start, sums.start, scratch.start, parameterGradient)
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
    clear()
    for sample in 0..<sampleCount {
      for feature in 0..<featureCount { self[feature, sample] = rows[sample * featureCount + feature] }
    }
  }
}

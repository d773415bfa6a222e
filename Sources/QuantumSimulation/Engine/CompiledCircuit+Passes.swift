import Arithmetic
import CKernels

// The passes, in memory that the caller owns. Tables are `[inputs, samples]` and `[outputs, samples]`.

extension CompiledCircuit: CircuitPasses {
  /// The sizes of the pieces of memory for passes over so many samples.
  public func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int> {
    let kernels = arithmetic.kernels.table.pointee
    return PassMemory(
      prepared: kernels.circuit_prepared_size(form),
      states: max(
        kernels.circuit_states_size(form, sampleCount, 1),
        kernels.circuit_states_size(form, sampleCount, 0)),
      scratch: kernels.circuit_scratch_size(form), sums: kernels.circuit_sums_size(form))
  }

  /// About how many multiplications forward and backward are for a sample.
  public var workPerSample: Int {
    let circuit = form.pointee
    let rows = 1 << Int(circuit.qubit_count)
    let stageCount = Int(circuit.stage_count)
    let rotations =
      switch layout {
      case .samples: (0..<stageCount).reduce(0) { $0 + Int(circuit.stages[$1].rotation_count) }
      case .amplitudes:
        (0..<stageCount).reduce(0) { $0 + Int(circuit.still_stages[$1].rotation_count) }
      }
    return rows * (20 + 40 * stageCount + 8 * rotations)
  }

  /// Samples that are best computed together: as many as the widest vector holds, or one where a vector holds one
  /// sample's amplitudes.
  public var sampleStep: Int { layout == .samples ? BatchTable.stride(forSamples: 1) : 1 }

  /// Brings parameters into the form that the passes want.
  public func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer
  ) {
    arithmetic.kernels.table.pointee.circuit_prepare(form, parameters, prepared)
  }

  /// Computes the outputs.
  ///
  /// - Parameters:
  ///   - arithmetic: with which precision and which instructions; the tables have that precision.
  ///   - inputs: `[inputs, samples]`, radians where they are angles.
  ///   - outputs: `[outputs, samples]`, written.
  ///   - memory: pieces as large as ``memory(_:sampleCount:)`` says; `prepared` was filled by ``prepare(_:_:into:)``.
  ///   - draw: not looked at: nothing is random here.
  ///   - keepsStates: whether a backward pass will follow.
  public func forward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputs: BatchTable,
    memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw = RandomDraw(),
    keepsStates: Bool
  ) {
    arithmetic.kernels.table.pointee.circuit_forward(
      form, memory.prepared, inputs.batch, inputs.start, outputs.start, memory.states,
      memory.scratch, keepsStates ? 1 : 0)
  }

  /// Writes the gradient by the inputs, and adds the one by the parameters to the sums.
  public func backward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputGradient: BatchTable,
    inputGradient: BatchTable?, memory: PassMemory<UnsafeMutableRawPointer>,
    draw: RandomDraw = RandomDraw()
  ) {
    arithmetic.kernels.table.pointee.circuit_backward(
      form, memory.prepared, inputs.batch, inputs.start, outputGradient.start,
      inputGradient?.start, memory.states, memory.scratch, memory.sums)
  }

  /// Adds what the sums come to, `[parameters]`.
  public func collect(
    _ arithmetic: Arithmetic, memory: PassMemory<UnsafeMutableRawPointer>,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    arithmetic.kernels.table.pointee.circuit_collect(
      form, memory.prepared, memory.sums, memory.scratch, gradient)
  }
}

import Arithmetic
import CKernels

extension CompiledNoisyCircuit: CircuitPasses {
  /// Nothing is kept between the passes.
  public func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int> {
    let kernels = arithmetic.kernels.table.pointee
    return PassMemory(
      prepared: withUnsafePointer(to: form.pointee.circuit) { kernels.circuit_prepared_size($0) },
      states: 0, scratch: kernels.noisy_scratch_size(form), sums: kernels.noisy_sums_size(form))
  }

  /// Four times through all steps.
  public var workPerSample: Int {
    let (circuit, steps) = (form.pointee.circuit, Int(form.pointee.step_count))
    let rows =
      method == .densityMatrix
      ? 1 << (2 * Int(circuit.qubit_count))
      : Int(form.pointee.trajectory_count) * 2 << Int(circuit.qubit_count)
    return 8 * rows * (steps + 1)
  }

  /// What the widest vector holds.
  public var sampleStep: Int { BatchTable.stride(forSamples: 1) }

  /// Brings parameters into the form that the passes want.
  public func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer
  ) {
    withUnsafePointer(to: form.pointee.circuit) {
      arithmetic.kernels.table.pointee.circuit_prepare($0, parameters, prepared)
    }
  }

  /// Computes the outputs.
  public func forward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputs: BatchTable,
    memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw, keepsStates: Bool
  ) {
    arithmetic.kernels.table.pointee.noisy_forward(
      form, memory.prepared, inputs.batch, draw.form, inputs.start, outputs.start, memory.scratch)
  }

  /// Goes through the circuit again, and back.
  public func backward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputGradient: BatchTable,
    inputGradient: BatchTable?, memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw
  ) {
    arithmetic.kernels.table.pointee.noisy_backward(
      form, memory.prepared, inputs.batch, draw.form, inputs.start, outputGradient.start,
      inputGradient?.start, memory.scratch, memory.sums)
  }

  /// Adds what the sums come to, `[parameters]`.
  public func collect(
    _ arithmetic: Arithmetic, memory: PassMemory<UnsafeMutableRawPointer>,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    arithmetic.kernels.table.pointee.noisy_collect(form, memory.sums, gradient)
  }
}

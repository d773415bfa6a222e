import Arithmetic

/// The shape of what goes through a circuit's passes.
struct PassShape {
  let inputCount, parameterCount, outputCount: Int
}

extension CircuitPasses {
  /// What is measured, `[samples, outputs]`, of one batch, in memory of its own.
  func outputs(
    _ shape: PassShape, inputs: [Double], parameters: [Double], sampleCount: Int,
    arithmetic: Arithmetic, draw: RandomDraw
  ) -> [Double] {
    withPass(shape, inputs, parameters, sampleCount, arithmetic) { inputTable, memory in
      let table = OwnedBatch(arithmetic, featureCount: shape.outputCount, sampleCount)
      forward(
        arithmetic, inputs: inputTable, outputs: table.table, memory: memory, draw: draw,
        keepsStates: false)
      return table.table.rows
    }
  }

  /// The gradient of a loss over one batch, from its derivatives by the outputs, `[samples, outputs]`.
  func gradient(
    _ shape: PassShape, outputGradient: [Double], inputs: [Double], parameters: [Double],
    sampleCount: Int, arithmetic: Arithmetic, draw: RandomDraw
  ) -> CircuitGradient {
    withPass(shape, inputs, parameters, sampleCount, arithmetic) { inputTable, memory in
      let outputs = OwnedBatch(arithmetic, featureCount: shape.outputCount, sampleCount)
      let slopes = OwnedBatch(arithmetic, featureCount: shape.outputCount, sampleCount)
      let byInputs = OwnedBatch(arithmetic, featureCount: shape.inputCount, sampleCount)
      forward(
        arithmetic, inputs: inputTable, outputs: outputs.table, memory: memory, draw: draw,
        keepsStates: true)
      slopes.table.fill(outputGradient)
      backward(
        arithmetic, inputs: inputTable, outputGradient: slopes.table, inputGradient: byInputs.table,
        memory: memory, draw: draw)
      // An empty array may have no address.
      var sums = [Double](repeating: 0, count: shape.parameterCount + 1)
      sums.withUnsafeMutableBufferPointer {
        collect(arithmetic, memory: memory, into: $0.baseAddress!)
      }
      return CircuitGradient(inputs: byInputs.table.rows, parameters: Array(sums.dropLast()))
    }
  }

  private func withPass<Result>(
    _ shape: PassShape, _ inputs: [Double], _ parameters: [Double], _ sampleCount: Int,
    _ arithmetic: Arithmetic,
    _ body: (BatchTable, PassMemory<UnsafeMutableRawPointer>) -> Result
  ) -> Result {
    let sizes = memory(arithmetic, sampleCount: sampleCount)
    let prepared = Memory(size: sizes.prepared)
    let states = Memory(size: sizes.states)
    let scratch = Memory(size: sizes.scratch)
    let sums = Memory(size: sizes.sums)
    let table = OwnedBatch(arithmetic, featureCount: shape.inputCount, sampleCount)
    table.table.fill(inputs)
    (parameters + [0]).withUnsafeBufferPointer {
      prepare($0.baseAddress!, arithmetic, into: prepared.start)
    }
    return body(
      table.table,
      PassMemory(
        prepared: prepared.start, states: states.start, scratch: scratch.start, sums: sums.start))
  }
}

/// A table and its memory.
final class OwnedBatch {
  let table: BatchTable
  private let memory: Memory

  init(_ arithmetic: Arithmetic, featureCount: Int, _ sampleCount: Int) {
    let stride = BatchTable.stride(forSamples: sampleCount)
    memory = Memory(
      size: BatchTable.size(arithmetic.precision, featureCount: featureCount, stride: stride))
    table = BatchTable(
      at: memory.start, arithmetic.precision, featureCount: featureCount,
      sampleCount: sampleCount, stride: stride)
  }
}

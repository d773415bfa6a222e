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
      let table = TableRoom(
        arithmetic.precision, featureCount: shape.outputCount, capacity: sampleCount)
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
      let outputs = TableRoom(
        arithmetic.precision, featureCount: shape.outputCount, capacity: sampleCount)
      let slopes = TableRoom(
        arithmetic.precision, featureCount: shape.outputCount, capacity: sampleCount)
      let byInputs = TableRoom(
        arithmetic.precision, featureCount: shape.inputCount, capacity: sampleCount)
      forward(
        arithmetic, inputs: inputTable, outputs: outputs.table, memory: memory, draw: draw,
        keepsStates: true)
      slopes.table.fill(outputGradient)
      backward(
        arithmetic, inputs: inputTable, outputGradient: slopes.table, inputGradient: byInputs.table,
        memory: memory, draw: draw)
      var sums = [Double](repeating: 0, count: shape.parameterCount)
      sums.withMutableAddress { collect(arithmetic, memory: memory, into: $0) }
      return CircuitGradient(inputs: byInputs.table.rows, parameters: sums)
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
    let table = TableRoom(
      arithmetic.precision, featureCount: shape.inputCount, capacity: sampleCount)
    table.table.fill(inputs)
    parameters.withAddress { prepare($0, arithmetic, into: prepared.start) }
    return body(
      table.table,
      PassMemory(
        prepared: prepared.start, states: states.start, scratch: scratch.start, sums: sums.start))
  }
}

import Arithmetic
import NeuralNetworks
import RandomStreams
import Testing

/// What must hold of every layer: counts that fit, a forward pass that treats samples one by one, and gradients
/// that equal finite differences and are added to what is there.
public func checkLayer(
  _ layer: some Layer, seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
) {
  let sampleCount = 3
  var stream = RandomStream(seed: seed, name: "check layer")
  let parameters = layer.initialParameters(from: &stream)
  #expect(parameters.count == layer.parameterCount, sourceLocation: sourceLocation)
  let inputs = (0..<sampleCount * layer.inputCount).map { _ in stream.normal() }
  let weights = (0..<sampleCount * layer.outputCount).map { _ in stream.normal() }

  let batch = run(layer, inputs: inputs, parameters: parameters, weights: weights)
  let single = (0..<sampleCount).flatMap { sample in
    run(
      layer, inputs: Array(inputs[sample * layer.inputCount..<(sample + 1) * layer.inputCount]),
      parameters: parameters, weights: Array(weights[..<layer.outputCount])
    ).outputs
  }
  // A sample's sums are the same ones, in the same order.
  #expect(largestDistance(batch.outputs, single) == 0, sourceLocation: sourceLocation)

  let byInput = finiteDifferences(
    of: { inputs in
      dot(run(layer, inputs: inputs, parameters: parameters, weights: weights).outputs, weights)
    }, at: inputs)
  // The error of finite differences, see there.
  #expect(largestDistance(batch.inputGradient, byInput) < 1e-8, sourceLocation: sourceLocation)
  let byParameter = finiteDifferences(
    of: { parameters in
      dot(run(layer, inputs: inputs, parameters: parameters, weights: weights).outputs, weights)
    }, at: parameters)
  #expect(
    largestDistance(batch.parameterGradient, byParameter) < 1e-8, sourceLocation: sourceLocation)

  // The first layer of a model has nobody who wants its inputs' gradient, a frozen one none for its parameters'.
  let partly = run(
    layer, inputs: inputs, parameters: parameters, weights: weights, wanted: (false, true))
  #expect(partly.parameterGradient == batch.parameterGradient, sourceLocation: sourceLocation)
  #expect(partly.inputGradient.allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
  let frozen = run(
    layer, inputs: inputs, parameters: parameters, weights: weights, wanted: (true, false))
  #expect(frozen.inputGradient == batch.inputGradient, sourceLocation: sourceLocation)
  #expect(frozen.parameterGradient.allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)

  // Sums are added to what is there.
  let again = run(
    layer, inputs: inputs, parameters: parameters, weights: weights, backwardPasses: 2)
  // Added to other numbers than 0: other roundings, of sums of size 1 to 10.
  #expect(
    largestDistance(again.parameterGradient, batch.parameterGradient.map { 2 * $0 }) < 1e-13,
    sourceLocation: sourceLocation)
  #expect(again.inputGradient == batch.inputGradient, sourceLocation: sourceLocation)

  // Every instruction set of this machine gives the same, within its precision.
  for instructionSet in InstructionSet.supported {
    for (precision, tolerance) in [(Precision.single, 1e-5), (.double, 1e-13)] {
      let other = run(
        layer, inputs: inputs, parameters: parameters, weights: weights,
        arithmetic: Arithmetic(precision, instructionSet))
      for (left, right) in [
        (other.outputs, batch.outputs), (other.inputGradient, batch.inputGradient),
        (other.parameterGradient, batch.parameterGradient),
      ] {
        let size = max(1, right.map(abs).max() ?? 0)
        #expect(
          largestDistance(left, right) < tolerance * size, "\(precision) \(instructionSet)",
          sourceLocation: sourceLocation)
      }
    }
  }
}

/// What both passes of a layer give for the loss that is the sum of weighted outputs.
public func run(
  _ layer: some Layer, inputs: [Double], parameters: [Double], weights: [Double],
  wanted: (input: Bool, parameters: Bool) = (true, true), backwardPasses: Int = 1,
  arithmetic: Arithmetic = Arithmetic(.double)
) -> (outputs: [Double], inputGradient: [Double], parameterGradient: [Double]) {
  let precision = arithmetic.precision
  let sampleCount = inputs.count / layer.inputCount
  func table(_ rows: [Double], _ featureCount: Int) -> OwnedTable {
    OwnedTable(rows, featureCount: featureCount, precision)
  }
  let input = table(inputs, layer.inputCount)
  let output = table(weights.map { _ in 0 }, layer.outputCount)
  let outputGradient = table(weights, layer.outputCount)
  let inputGradient = table(inputs.map { _ in 0 }, layer.inputCount)
  // One more element, so that empty arrays have an address too.
  var parameterGradient = [Double](repeating: 0, count: parameters.count + 1)

  let sizes = layer.memory(arithmetic, sampleCount: sampleCount)
  let prepared = Memory(size: sizes.prepared)
  let states = Memory(size: sizes.states)
  let scratch = Memory(size: sizes.scratch)
  let sums = Memory(size: sizes.sums)
  (parameters + [0]).withUnsafeBufferPointer {
    layer.prepare($0.baseAddress!, arithmetic, into: prepared.start)
  }
  let pass = LayerPass(
    arithmetic, input: input.table, output: output.table,
    memory: PassMemory(
      prepared: prepared.start, states: states.start, scratch: scratch.start, sums: sums.start),
    keepsStates: true)
  for _ in 0..<backwardPasses {
    layer.forward(pass)
    layer.backward(
      pass,
      LayerGradients(
        output: outputGradient.table, input: wanted.input ? inputGradient.table : nil,
        wantsParameters: wanted.parameters))
  }
  if wanted.parameters {
    parameterGradient.withUnsafeMutableBufferPointer {
      layer.collect(pass, into: $0.baseAddress!)
    }
  }
  return (output.rows, inputGradient.rows, Array(parameterGradient.dropLast()))
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

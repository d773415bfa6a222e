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

  let again = run(
    layer, inputs: inputs, parameters: parameters, weights: weights, gradientsStartAt: 1)
  // Added to 1 instead of 0: other roundings, of sums of size 1 to 10.
  #expect(
    largestDistance(again.inputGradient, batch.inputGradient.map { $0 + 1 }) < 1e-13,
    sourceLocation: sourceLocation)
  #expect(
    largestDistance(again.parameterGradient, batch.parameterGradient.map { $0 + 1 }) < 1e-13,
    sourceLocation: sourceLocation)
}

/// What both passes of a layer give for the loss that is the sum of weighted outputs.
public func run(
  _ layer: some Layer, inputs: [Double], parameters: [Double], weights: [Double],
  gradientsStartAt start: Double = 0, wanted: (input: Bool, parameters: Bool) = (true, true)
) -> (outputs: [Double], inputGradient: [Double], parameterGradient: [Double]) {
  let sampleCount = inputs.count / layer.inputCount
  // One more element, so that empty arrays have an address too.
  var outputs = [Double](repeating: 0, count: sampleCount * layer.outputCount + 1)
  var inputGradient = [Double](repeating: start, count: inputs.count + 1)
  var parameterGradient = [Double](repeating: start, count: parameters.count + 1)
  var scratch = [Double](repeating: 0, count: layer.scratchCount(sampleCount: sampleCount) + 1)
  let (inputs, parameters) = (inputs + [0], parameters + [0])
  outputs.withUnsafeMutableBufferPointer { outputs in
    inputGradient.withUnsafeMutableBufferPointer { inputGradient in
      parameterGradient.withUnsafeMutableBufferPointer { parameterGradient in
        scratch.withUnsafeMutableBufferPointer { scratch in
          inputs.withUnsafeBufferPointer { inputs in
            parameters.withUnsafeBufferPointer { parameters in
              weights.withUnsafeBufferPointer { weights in
                let pass = LayerPass(
                  sampleCount: sampleCount, input: inputs.baseAddress!,
                  parameters: parameters.baseAddress!, output: outputs.baseAddress!,
                  scratch: scratch)
                layer.forward(pass)
                layer.backward(
                  pass,
                  LayerGradients(
                    output: weights.baseAddress!,
                    input: wanted.input ? inputGradient.baseAddress! : nil,
                    parameters: wanted.parameters ? parameterGradient.baseAddress! : nil))
              }
            }
          }
        }
      }
    }
  }
  return (
    Array(outputs.dropLast()), Array(inputGradient.dropLast()), Array(parameterGradient.dropLast())
  )
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

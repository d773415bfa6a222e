import RandomStreams
import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct LayerTests {
  @Test(
    .tags(.gradient),
    arguments: [
      Dense(inputCount: 3, outputCount: 5), Dense(inputCount: 1, outputCount: 1, hasBias: false),
      Dense(inputCount: 9, outputCount: 2, hasBias: false),
      Dense(inputCount: 2, outputCount: 11, initializer: DenseInitializer(weightScale: 3)),
    ])
  func denseLayers(layer: Dense) {
    checkLayer(layer, seed: 1)
  }

  @Test(.tags(.gradient), arguments: Activation.allCases)
  func activations(activation: Activation) {
    checkLayer(ActivationLayer(activation, count: 4), seed: 2)
  }

  @Test(.tags(.golden), arguments: try TorchFile.load().networks)
  func aNetworkIsTorchs(golden: TorchFile.Network) throws {
    let first = Dense(inputCount: 3, outputCount: 4)
    let middle = ActivationLayer(try #require(Activation(rawValue: golden.activation)), count: 4)
    let last = Dense(inputCount: 4, outputCount: 2, hasBias: false)
    let parameters = (
      Array(golden.parameters[..<first.parameterCount]),
      Array(golden.parameters[first.parameterCount...])
    )
    func forward(_ layer: some Layer, _ inputs: [Double], _ parameters: [Double]) -> [Double] {
      let count = inputs.count / layer.inputCount * layer.outputCount
      return run(
        layer, inputs: inputs, parameters: parameters, weights: Array(repeating: 0, count: count)
      ).outputs
    }
    let hidden = forward(first, golden.inputs, parameters.0)
    let active = forward(middle, hidden, [])
    let back2 = run(last, inputs: active, parameters: parameters.1, weights: golden.outputGradient)
    let back1 = run(middle, inputs: hidden, parameters: [], weights: back2.inputGradient)
    let back0 = run(
      first, inputs: golden.inputs, parameters: parameters.0, weights: back1.inputGradient)
    #expect(largestDistance(back2.outputs, golden.outputs) < 1e-14)
    #expect(
      largestDistance(back0.parameterGradient + back2.parameterGradient, golden.parameterGradient)
        < 1e-13)
  }

  @Test(.tags(.property)) func initialParametersFillTheirRange() {
    let layer = Dense(
      inputCount: 4, outputCount: 500, initializer: DenseInitializer(weightScale: 3))
    var stream = RandomStream(seed: 3, name: "init")
    let parameters = layer.initialParameters(from: &stream)
    let (weights, biases) = (parameters[..<2000], parameters[2000...])
    #expect(weights.max()! <= 1.5 && weights.max()! > 1.45 && weights.min()! < -1.45)
    #expect(biases.max()! <= 0.5 && biases.max()! > 0.48 && biases.min()! < -0.48)
  }
}

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
      Dense(inputCount: 4, outputCount: 3, initializer: DenseInitializer(.heNormal)),
    ])
  func denseLayers(layer: Dense) {
    checkLayer(layer, seed: 1)
  }

  @Test(.tags(.gradient), arguments: Activation.allCases)
  func activations(activation: Activation) {
    checkLayer(ActivationLayer(activation, count: 4), seed: 2)
  }

  @Test(.tags(.gradient), arguments: [false, true])
  func scales(isPerUnit: Bool) {
    checkLayer(Scale(count: 3, initial: 2.5, isPerUnit: isPerUnit), seed: 3)
    checkLayer(Scale(count: 1, initial: -1, isPerUnit: isPerUnit), seed: 4)
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

  @Test(
    .tags(.property),
    arguments: [
      (.uniformFanIn, 0.5, 0.5), (.glorotUniform, (6.0 / 504).squareRoot(), 0),
    ] as [(DenseInitializer.Scheme, Double, Double)])
  func uniformParametersFillTheirRange(
    scheme: DenseInitializer.Scheme, weightLimit: Double, biasLimit: Double
  ) {
    let (weights, biases) = draw(scheme)
    let widest = 3 * weightLimit
    #expect(weights.allSatisfy { abs($0) <= widest })
    #expect(weights.max()! > 0.98 * widest && weights.min()! < -0.98 * widest)
    #expect(biases.allSatisfy { abs($0) <= biasLimit })
    #expect(biases.max()! >= 0.98 * biasLimit && biases.min()! <= -0.98 * biasLimit)
  }

  @Test(.tags(.property)) func normalParametersHaveTheirVariance() {
    let (weights, biases) = draw(.heNormal)
    let variance = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
    // Three times as wide as the root of 2 / inputs; five standard errors of a variance.
    let expected = 9 * 2.0 / 4
    #expect(abs(variance / expected - 1) < 5 * (2 / Double(weights.count)).squareRoot())
    #expect(biases.allSatisfy { $0 == 0 })
  }

  private func draw(_ scheme: DenseInitializer.Scheme) -> (weights: [Double], biases: [Double]) {
    let layer = Dense(
      inputCount: 4, outputCount: 500, initializer: DenseInitializer(scheme, weightScale: 3))
    var stream = RandomStream(seed: 3, name: "init")
    let parameters = layer.initialParameters(from: &stream)
    return (Array(parameters[..<2000]), Array(parameters[2000...]))
  }
}

import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct OptimizerTests {
  private func makeOptimizer(_ golden: TorchFile.OptimizerPath) -> any Optimizer {
    let decay = golden.settings.weight_decay ?? 0
    return switch golden.name {
    case "adam": Adam(parameterCount: golden.start.count, weightDecay: .penalty(decay))
    case "adamW": Adam(parameterCount: golden.start.count, weightDecay: .decoupled(decay))
    default:
      StochasticGradientDescent(
        parameterCount: golden.start.count, momentum: golden.settings.momentum ?? 0,
        weightDecay: decay)
    }
  }

  @Test(.tags(.golden), arguments: try TorchFile.load().optimizers)
  func stepsAreTorchs(golden: TorchFile.OptimizerPath) {
    var optimizer = makeOptimizer(golden)
    var parameters = golden.start
    let all = [0..<parameters.count]
    for (gradient, expected) in zip(golden.gradients, golden.path) {
      var gradient = gradient
      if let norm = golden.clip {
        gradient.withUnsafeMutableBufferPointer { clip($0, in: all, toNorm: norm) }
      }
      optimizer.step(
        &parameters, gradient: gradient, training: all, rate: golden.settings.lr)
      // A dozen steps' roundings of numbers near 1; PyTorch divides in another order.
      #expect(largestDistance(parameters, expected) < 1e-13)
    }
  }

  @Test(arguments: try TorchFile.load().optimizers.filter { $0.clip == nil })
  func whatIsNotTrainedStaysUntouched(golden: TorchFile.OptimizerPath) {
    var optimizer = makeOptimizer(golden)
    var parameters = golden.start
    optimizer.step(
      &parameters, gradient: golden.gradients[0], training: [1..<2, 3..<4],
      rate: golden.settings.lr)
    for index in [0, 2, 4] { #expect(parameters[index] == golden.start[index]) }
    for index in [1, 3] { #expect(parameters[index] == golden.path[0][index]) }
  }
}

import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct OptimizerTests {
  private func makeOptimizer(_ golden: TorchFile.OptimizerPath) -> any Optimizer {
    switch golden.name {
    case "adam": Adam(parameterCount: golden.start.count, rate: golden.settings.lr)
    default:
      StochasticGradientDescent(
        parameterCount: golden.start.count, rate: golden.settings.lr,
        momentum: golden.settings.momentum ?? 0)
    }
  }

  @Test(.tags(.golden), arguments: try TorchFile.load().optimizers)
  func stepsAreTorchs(golden: TorchFile.OptimizerPath) {
    var optimizer = makeOptimizer(golden)
    var parameters = golden.start
    for (gradient, expected) in zip(golden.gradients, golden.path) {
      optimizer.step(&parameters, gradient: gradient, training: [0..<parameters.count])
      // A dozen steps' roundings of numbers near 1; PyTorch divides in another order.
      #expect(largestDistance(parameters, expected) < 1e-13)
    }
  }

  @Test(arguments: try TorchFile.load().optimizers)
  func whatIsNotTrainedStaysUntouched(golden: TorchFile.OptimizerPath) {
    var optimizer = makeOptimizer(golden)
    var parameters = golden.start
    optimizer.step(&parameters, gradient: golden.gradients[0], training: [1..<2, 3..<4])
    for index in [0, 2, 4] { #expect(parameters[index] == golden.start[index]) }
    for index in [1, 3] { #expect(parameters[index] == golden.path[0][index]) }
  }
}

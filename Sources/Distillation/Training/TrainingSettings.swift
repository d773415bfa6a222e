import Arithmetic
import NeuralNetworks

/// How a model is trained.
public struct TrainingSettings: Sendable, Hashable {
  /// Which optimiser, and how fast.
  public var optimizer: OptimizerSettings
  /// How many passes over the data.
  public var epochs: Int
  /// How many samples a step looks at; all of them, if there are fewer.
  public var batch: Int
  /// Whether an epoch leaves out the samples that do not fill its last batch.
  public var dropRemainder: Bool
  /// The precision of the passes. Parameters and the optimiser's state are double in any case.
  public var precision: Precision

  /// These settings.
  public init(
    optimizer: OptimizerSettings, epochs: Int, batch: Int = 32, dropRemainder: Bool = true,
    precision: Precision = .single
  ) {
    self.optimizer = optimizer
    self.epochs = epochs
    self.batch = batch
    self.dropRemainder = dropRemainder
    self.precision = precision
  }
}

/// An optimiser and its settings.
public enum OptimizerSettings: Sendable, Hashable {
  /// ``Adam`` with its usual betas.
  case adam(rate: Double)
  /// ``StochasticGradientDescent``.
  case sgd(rate: Double, momentum: Double)

  /// The optimiser at its first step.
  func makeOptimizer(parameterCount: Int, _ instructionSet: InstructionSet) -> any Optimizer {
    switch self {
    case .adam(let rate):
      Adam(parameterCount: parameterCount, rate: rate, instructionSet: instructionSet)
    case .sgd(let rate, let momentum):
      StochasticGradientDescent(parameterCount: parameterCount, rate: rate, momentum: momentum)
    }
  }
}

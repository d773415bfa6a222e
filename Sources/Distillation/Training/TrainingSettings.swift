import Arithmetic
import NeuralNetworks

/// How a model is trained.
public struct TrainingSettings: Sendable, Hashable {
  /// Which optimiser, and how fast.
  public var optimizer: OptimizerSettings
  /// How long.
  public var length: TrainingLength
  /// How many samples a step looks at; all of them, if there are fewer.
  public var batch: Int
  /// Whether an epoch leaves out the samples that do not fill its last batch.
  public var dropRemainder: Bool
  /// The precision of the passes. Parameters and the optimiser's state are double in any case.
  public var precision: Precision

  /// These settings.
  public init(
    optimizer: OptimizerSettings, length: TrainingLength, batch: Int = 32,
    dropRemainder: Bool = true, precision: Precision = .single
  ) {
    self.optimizer = optimizer
    self.length = length
    self.batch = batch
    self.dropRemainder = dropRemainder
    self.precision = precision
  }

  /// These settings, for so many epochs.
  public init(
    optimizer: OptimizerSettings, epochs: Int, batch: Int = 32, dropRemainder: Bool = true,
    precision: Precision = .single
  ) {
    self.init(
      optimizer: optimizer, length: .epochs(epochs), batch: batch, dropRemainder: dropRemainder,
      precision: precision)
  }

  /// How many steps an epoch of so many samples has.
  public func stepsPerEpoch(sampleCount: Int) -> Int {
    let batch = min(batch, sampleCount)
    return dropRemainder ? sampleCount / batch : (sampleCount + batch - 1) / batch
  }

  /// How many epochs a training on so many samples has: with a length in steps, as many as hold them.
  public func epochs(sampleCount: Int) -> Int {
    switch length {
    case .epochs(let count): return count
    case .steps(let count):
      let perEpoch = stepsPerEpoch(sampleCount: sampleCount)
      return (count + perEpoch - 1) / perEpoch
    }
  }
}

/// How long a training is.
public enum TrainingLength: Sendable, Hashable {
  /// So many passes over the data.
  case epochs(Int)
  /// At least so many steps, in whole epochs: the same work whether or not there are samples beside the labelled ones.
  case steps(Int)

  /// The number of epochs or steps.
  public var count: Int {
    switch self {
    case .epochs(let count), .steps(let count): count
    }
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

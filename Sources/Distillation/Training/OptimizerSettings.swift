import Arithmetic
import NeuralNetworks

/// An optimiser and its settings.
public enum OptimizerSettings: Sendable, Hashable {
  /// ``Adam`` with its usual betas; weight decay is an L2 penalty.
  case adam(rate: Schedule, weightDecay: Double = 0)
  /// AdamW: ``Adam`` with decoupled weight decay. Usual: 0.01.
  case adamW(rate: Schedule, weightDecay: Double = 0.01)
  /// ``StochasticGradientDescent``.
  case sgd(rate: Schedule, momentum: Double = 0, weightDecay: Double = 0)
  /// ``LBFGS``: a step an epoch, of all samples together.
  case lbfgs(history: Int = 10)

  /// Whether a step needs all samples.
  public var needsAllSamples: Bool {
    if case .lbfgs = self { true } else { false }
  }

  /// The learning rate; that of L-BFGS is found step by step.
  var rate: Schedule {
    switch self {
    case .adam(let rate, _), .adamW(let rate, _), .sgd(let rate, _, _): rate
    case .lbfgs: 1
    }
  }

  /// The optimiser at its first step; `nil` for one that ``makeSearch(parameterCount:)`` makes.
  func makeOptimizer(
    parameterCount: Int, _ instructionSet: InstructionSet
  ) -> (any Optimizer)? {
    switch self {
    case .adam(_, let decay):
      Adam(
        parameterCount: parameterCount, weightDecay: .penalty(decay),
        instructionSet: instructionSet)
    case .adamW(_, let decay):
      Adam(
        parameterCount: parameterCount, weightDecay: .decoupled(decay),
        instructionSet: instructionSet)
    case .sgd(_, let momentum, let decay):
      StochasticGradientDescent(
        parameterCount: parameterCount, momentum: momentum, weightDecay: decay)
    case .lbfgs: nil
    }
  }

  /// The optimiser that looks at several points for a step, if it is such a one.
  func makeSearch(parameterCount: Int) -> LBFGS? {
    if case .lbfgs(let history) = self {
      LBFGS(parameterCount: parameterCount, history: history)
    } else {
      nil
    }
  }

  /// Makes sure that the numbers make sense.
  public func check() throws(InvalidSetting) {
    guard rate.isAlways(above: 0, orEqual: true) else {
      throw InvalidSetting("rate", "\(rate); it must be a number from 0 upwards")
    }
    let numbers =
      switch self {
      case .adam(_, let decay), .adamW(_, let decay): [("weightDecay", decay)]
      case .sgd(_, let momentum, let decay): [("momentum", momentum), ("weightDecay", decay)]
      case .lbfgs: [(String, Double)]()
      }
    for (name, number) in numbers where !(number.isFinite && number >= 0) {
      throw InvalidSetting(name, "\(number); it must be a number from 0 upwards")
    }
    if case .lbfgs(let history) = self, history < 1 {
      throw InvalidSetting("history", "\(history); it must be at least 1")
    }
  }
}

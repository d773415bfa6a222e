import Arithmetic
import CKernels
import Numerics

/// Adam (Kingma and Ba, 2015), with bias correction, as in PyTorch and Optax; with decoupled weight decay AdamW (Loshchilov
/// and Hutter, *Decoupled weight decay regularization*, 2019).
public struct Adam: Optimizer, Equatable {
  /// The decay of the running mean of gradients.
  public let beta1: Double
  /// The decay of the running mean of squared gradients.
  public let beta2: Double
  /// Keeps the denominator from zero; added after the root.
  public let epsilon: Double
  /// How fast parameters shrink.
  public let weightDecay: WeightDecay

  /// How fast parameters shrink.
  public enum WeightDecay: Sendable, Hashable {
    /// Times the parameter, it is added to the gradient: Adam with an L2 penalty.
    case penalty(Double)
    /// Times the rate and the parameter, it is subtracted from the parameter: AdamW.
    case decoupled(Double)
  }

  private var mean: [Double]
  private var meanSquare: [Double]
  private var stepCount = 0
  private let arithmetic: Arithmetic

  /// An optimiser for a vector of this many parameters, at its first step.
  public init(
    parameterCount: Int, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: WeightDecay = .penalty(0), instructionSet: InstructionSet = .current
  ) {
    arithmetic = Arithmetic(.double, instructionSet)
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    mean = Array(repeating: 0, count: parameterCount)
    meanSquare = mean
  }

  /// The number of steps and both running means.
  public var state: OptimizerState {
    get { OptimizerState(stepCount: stepCount, vectors: [mean, meanSquare]) }
    set {
      newValue.check(vectorCount: 2, parameterCount: mean.count)
      stepCount = newValue.stepCount
      (mean, meanSquare) = (newValue.vectors[0], newValue.vectors[1])
    }
  }

  /// parameters -= rate m / (sqrt(v) + epsilon), with the bias-corrected running means m and v.
  public mutating func step(
    _ parameters: inout [Double], gradient: UnsafePointer<Double>, training ranges: [Range<Int>],
    rate: Double
  ) {
    precondition(
      parameters.count == mean.count, "\(parameters.count) parameters, set up for \(mean.count)")
    stepCount += 1
    var numbers = qd_adam(
      rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      mean_correction: 1 - .pow(beta1, stepCount), square_correction: 1 - .pow(beta2, stepCount),
      penalty: 0, shrinkage: 1)
    switch weightDecay {
    case .penalty(let decay): numbers.penalty = decay
    case .decoupled(let decay): numbers.shrinkage = 1 - rate * decay
    }
    let count = parameters.count
    let kernels = arithmetic.kernels.table.pointee
    parameters.withUnsafeMutableBufferPointer { parameters in
      mean.withUnsafeMutableBufferPointer { mean in
        meanSquare.withUnsafeMutableBufferPointer { meanSquare in
          for range in ranges where !range.isEmpty {
            precondition(range.upperBound <= count, "trains \(range) of \(count) parameters")
            let start = range.lowerBound
            kernels.adam_step(
              range.count, parameters.baseAddress! + start, gradient + start,
              mean.baseAddress! + start, meanSquare.baseAddress! + start, numbers)
          }
        }
      }
    }
  }
}

import Arithmetic
import CKernels
import Numerics

/// Adam (Kingma and Ba, 2015), with bias correction, as in PyTorch and Optax.
public struct Adam: Optimizer, Equatable {
  /// The learning rate.
  public let rate: Double
  /// The decay of the running mean of gradients.
  public let beta1: Double
  /// The decay of the running mean of squared gradients.
  public let beta2: Double
  /// Keeps the denominator from zero; added after the root.
  public let epsilon: Double

  private var mean: [Double]
  private var meanSquare: [Double]
  private var stepCount = 0
  private let arithmetic: Arithmetic

  /// An optimiser for a vector of this many parameters, at its first step.
  public init(
    parameterCount: Int, rate: Double, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, instructionSet: InstructionSet = .current
  ) {
    arithmetic = Arithmetic(.double, instructionSet)
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
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
    _ parameters: inout [Double], gradient: UnsafePointer<Double>, training ranges: [Range<Int>]
  ) {
    precondition(
      parameters.count == mean.count, "\(parameters.count) parameters, set up for \(mean.count)")
    stepCount += 1
    let meanCorrection = 1 - Double.pow(beta1, stepCount)
    let squareCorrection = 1 - Double.pow(beta2, stepCount)
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
              mean.baseAddress! + start, meanSquare.baseAddress! + start, rate, beta1, beta2,
              epsilon, meanCorrection, squareCorrection)
          }
        }
      }
    }
  }
}

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

  /// An optimiser for a vector of this many parameters, at its first step.
  public init(
    parameterCount: Int, rate: Double, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    mean = Array(repeating: 0, count: parameterCount)
    meanSquare = mean
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
    for index in ranges.joined() {
      let slope = gradient[index]
      mean[index] = beta1 * mean[index] + (1 - beta1) * slope
      meanSquare[index] = beta2 * meanSquare[index] + (1 - beta2) * slope * slope
      let denominator = (meanSquare[index] / squareCorrection).squareRoot() + epsilon
      parameters[index] -= rate * (mean[index] / meanCorrection) / denominator
    }
  }
}

/// Stochastic gradient descent with optional (heavy-ball) momentum, as in PyTorch's `SGD`:
/// v = momentum v + gradient + decay parameters; parameters -= rate v.
public struct StochasticGradientDescent: Optimizer, Equatable {
  /// How much of the last step's velocity is kept; 0 = plain descent.
  public let momentum: Double
  /// Times the parameter, it is added to the gradient: an L2 penalty.
  public let weightDecay: Double

  private var velocity: [Double]

  /// An optimiser for a vector of this many parameters, at rest.
  public init(parameterCount: Int, momentum: Double = 0, weightDecay: Double = 0) {
    self.momentum = momentum
    self.weightDecay = weightDecay
    velocity = Array(repeating: 0, count: parameterCount)
  }

  /// The velocity.
  public var state: OptimizerState {
    get { OptimizerState(vectors: [velocity]) }
    set {
      newValue.check(vectorCount: 1, parameterCount: velocity.count)
      velocity = newValue.vectors[0]
    }
  }

  /// v = momentum v + gradient + decay parameters; parameters -= rate v.
  public mutating func step(
    _ parameters: inout [Double], gradient: UnsafePointer<Double>, training ranges: [Range<Int>],
    rate: Double
  ) {
    precondition(
      parameters.count == velocity.count,
      "\(parameters.count) parameters, set up for \(velocity.count)")
    for index in ranges.joined() {
      velocity[index] =
        momentum * velocity[index] + (gradient[index] + weightDecay * parameters[index])
      parameters[index] -= rate * velocity[index]
    }
  }
}

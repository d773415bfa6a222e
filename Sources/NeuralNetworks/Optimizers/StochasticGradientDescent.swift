/// Stochastic gradient descent with optional (heavy-ball) momentum, as in PyTorch's `SGD`:
/// v = momentum v + gradient; parameters -= rate v.
public struct StochasticGradientDescent: Optimizer, Equatable {
  /// The learning rate.
  public let rate: Double
  /// How much of the last step's velocity is kept; 0 = plain descent.
  public let momentum: Double

  private var velocity: [Double]

  /// An optimiser for a vector of this many parameters, at rest.
  public init(parameterCount: Int, rate: Double, momentum: Double = 0) {
    self.rate = rate
    self.momentum = momentum
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

  /// v = momentum v + gradient; parameters -= rate v.
  public mutating func step(
    _ parameters: inout [Double], gradient: UnsafePointer<Double>, training ranges: [Range<Int>]
  ) {
    precondition(
      parameters.count == velocity.count,
      "\(parameters.count) parameters, set up for \(velocity.count)")
    for index in ranges.joined() {
      velocity[index] = momentum * velocity[index] + gradient[index]
      parameters[index] -= rate * velocity[index]
    }
  }
}

/// A rule that turns gradients into steps.
///
/// An optimiser is a value that carries its own state (moments, step count): copying it copies a
/// training run's state.
public protocol Optimizer: Sendable {
  /// Takes one step downhill.
  ///
  /// - Parameters:
  ///   - parameters: `[parameters]`, changed in place.
  ///   - gradient: `[parameters]`
  ///   - ranges: the parts of the vector that are trained; the rest stays untouched.
  ///   - rate: the learning rate of this step.
  mutating func step(
    _ parameters: inout [Double], gradient: UnsafePointer<Double>, training ranges: [Range<Int>],
    rate: Double)

  /// What changes from step to step. Set, it makes the optimiser one that has come so far.
  ///
  /// - Precondition: a state of an optimiser of the same kind, for as many parameters.
  var state: OptimizerState { get set }
}

/// What an optimiser carries from step to step.
public struct OptimizerState: Sendable, Hashable, Codable {
  /// How many steps were taken, if that matters.
  public var stepCount: Int
  /// Running means and the like, each `[parameters]`.
  public var vectors: [[Double]]

  /// A state.
  public init(stepCount: Int = 0, vectors: [[Double]]) {
    self.stepCount = stepCount
    self.vectors = vectors
  }

  /// Makes sure that it is a state of so many vectors for so many parameters.
  func check(vectorCount: Int, parameterCount: Int) {
    precondition(
      vectors.count == vectorCount && vectors.allSatisfy { $0.count == parameterCount },
      "a state of \(vectors.map(\.count)) numbers for \(vectorCount) vectors of \(parameterCount)")
  }
}

/// Scales a gradient down to a norm, if it is longer: as PyTorch's `clip_grad_norm_` (Pascanu et al., *On the difficulty of
/// training recurrent neural networks*, 2013).
///
/// - Parameters:
///   - gradient: `[parameters]`, changed in place.
///   - ranges: the parts that are looked at and scaled; the rest stays as it is.
///   - norm: the largest Euclidean norm of the parts in `ranges` together.
public func clip(
  _ gradient: UnsafeMutableBufferPointer<Double>, in ranges: [Range<Int>], toNorm norm: Double
) {
  let square = ranges.joined().reduce(0) { $0 + gradient[$1] * gradient[$1] }
  let factor = norm / (square.squareRoot() + 1e-6)
  guard factor < 1 else { return }
  for index in ranges.joined() { gradient[index] *= factor }
}

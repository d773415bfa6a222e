/// Limited-memory BFGS with a line search that fulfils the strong Wolfe conditions, for losses of a whole data set.
///
/// Nocedal and Wright, *Numerical optimization* (2006): algorithm 7.4 (two loops), 3.5 and 3.6 (line search, with cubic
/// interpolation). The first step is as long as 1 / |gradient|, at most; later ones begin with 1.
public struct LBFGS: Sendable, Equatable {
  /// How many of the last steps the curvature is estimated from.
  public let history: Int

  /// Steps s and changes y of the gradient, of which s . y > 0; the last ones.
  private var steps: [[Double]] = []
  private var changes: [[Double]] = []
  private let parameterCount: Int

  /// An optimiser for a vector of this many parameters, at its first step.
  public init(parameterCount: Int, history: Int = 10) {
    precondition(history > 0, "a history of \(history) steps")
    self.parameterCount = parameterCount
    self.history = history
  }

  /// The steps and changes it remembers, in turns.
  public var state: OptimizerState {
    get {
      OptimizerState(
        stepCount: steps.count, vectors: zip(steps, changes).flatMap { [$0, $1] })
    }
    set {
      newValue.check(vectorCount: 2 * newValue.stepCount, parameterCount: parameterCount)
      steps = stride(from: 0, to: newValue.vectors.count, by: 2).map { newValue.vectors[$0] }
      changes = stride(from: 1, to: newValue.vectors.count, by: 2).map { newValue.vectors[$0] }
    }
  }

  /// The value and the gradient of a loss at some parameters.
  public typealias Evaluation = (_ parameters: [Double]) -> (loss: Double, gradient: [Double])

  /// Takes one step downhill.
  ///
  /// - Parameters:
  ///   - parameters: `[parameters]`, changed in place; unchanged where no step makes the loss smaller.
  ///   - ranges: the parts of the vector that are trained; the rest stays untouched.
  ///   - evaluate: computes loss and gradient, `[parameters]`.
  /// - Returns: the loss before the step.
  public mutating func step(
    _ parameters: inout [Double], training ranges: [Range<Int>], evaluate: @escaping Evaluation
  ) -> Double {
    precondition(
      parameters.count == parameterCount,
      "\(parameters.count) parameters, set up for \(parameterCount)")
    let isTrained = Self.mask(ranges, count: parameterCount)
    func masked(_ parameters: [Double]) -> (loss: Double, gradient: [Double]) {
      var (loss, gradient) = evaluate(parameters)
      for index in gradient.indices where !isTrained[index] { gradient[index] = 0 }
      return (loss, gradient)
    }
    let start = masked(parameters)
    let norm = start.gradient.reduce(0) { $0 + abs($1) }
    guard start.loss.isFinite, norm > 0 else { return start.loss }
    var direction = direction(against: start.gradient)
    if dot(direction, start.gradient) >= 0 {
      // Roundings have spoilt the estimate: begin anew.
      (steps, changes) = ([], [])
      direction = start.gradient.map { -$0 }
    }
    let search = LineSearch(from: parameters, along: direction, start, masked)
    guard let end = search.run(firstLength: steps.isEmpty ? min(1, 1 / norm) : 1) else {
      return start.loss
    }
    let step = zip(end.parameters, parameters).map { $0 - $1 }
    let change = zip(end.gradient, start.gradient).map { $0 - $1 }
    if dot(step, change) > 1e-10 * dot(change, change) {
      steps.append(step)
      changes.append(change)
      if steps.count > history {
        steps.removeFirst()
        changes.removeFirst()
      }
    }
    parameters = end.parameters
    return start.loss
  }

  /// -H gradient, with H the estimate of the inverse Hessian.
  private func direction(against gradient: [Double]) -> [Double] {
    var direction = gradient.map { -$0 }
    var factors = [Double](repeating: 0, count: steps.count)
    for index in steps.indices.reversed() {
      factors[index] =
        dot(steps[index], direction) / dot(steps[index], changes[index])
      add(-factors[index], changes[index], to: &direction)
    }
    if let step = steps.last, let change = changes.last {
      let scale = dot(step, change) / dot(change, change)
      for index in direction.indices { direction[index] *= scale }
    }
    for index in steps.indices {
      let factor = dot(changes[index], direction) / dot(steps[index], changes[index])
      add(factors[index] - factor, steps[index], to: &direction)
    }
    return direction
  }

  private static func mask(_ ranges: [Range<Int>], count: Int) -> [Bool] {
    var mask = [Bool](repeating: false, count: count)
    for index in ranges.joined() { mask[index] = true }
    return mask
  }
}

func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

private func add(_ factor: Double, _ vector: [Double], to sum: inout [Double]) {
  for index in sum.indices { sum[index] += factor * vector[index] }
}

import RandomStreams
import TestSupport
import Testing

@testable import NeuralNetworks

@Suite struct LBFGSTests {
  /// The chained Rosenbrock function of n variables: 0 at (1, ..., 1).
  private func rosenbrock(_ x: [Double]) -> (loss: Double, gradient: [Double]) {
    var loss = 0.0
    var gradient = x.map { _ in 0.0 }
    for i in 0..<x.count - 1 {
      let (a, b) = (x[i + 1] - x[i] * x[i], 1 - x[i])
      loss += 100 * a * a + b * b
      gradient[i] += -400 * a * x[i] - 2 * b
      gradient[i + 1] += 200 * a
    }
    return (loss, gradient)
  }

  @Test func aCurvedValleyIsFollowedToItsEnd() {
    var evaluations = 0
    var x = [-1.2, 1, -1.2, 1, 0.5, -0.5]
    var optimizer = LBFGS(parameterCount: 6)
    var losses: [Double] = []
    for _ in 0..<80 {
      losses.append(
        optimizer.step(&x, training: [0..<6]) { point in
          evaluations += 1
          return rosenbrock(point)
        })
    }
    #expect(largestDistance(x, Array(repeating: 1, count: 6)) < 1e-8)
    // Every step goes down, and few of them look at more than two points.
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(evaluations < 300)
  }

  /// With exact curvature n steps would do for a quadratic function of n variables.
  @Test func aQuadraticFunctionIsMinimisedInAboutAsManyStepsAsVariables() {
    let curvatures = (0..<8).map { Double($0 + 1) * Double($0 + 1) }
    var x = (0..<8).map { 1 + 0.1 * Double($0) }
    var optimizer = LBFGS(parameterCount: 8)
    for _ in 0..<20 {
      _ = optimizer.step(&x, training: [0..<8]) { point in
        (
          zip(curvatures, point).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 },
          zip(curvatures, point).map { $0 * $1 }
        )
      }
    }
    #expect(largestDistance(x, Array(repeating: 0, count: 8)) < 1e-5)
  }

  @Test func whatIsNotTrainedStaysUntouched() {
    var x = [-1.2, 1, 2, 3]
    var optimizer = LBFGS(parameterCount: 4)
    for _ in 0..<60 { _ = optimizer.step(&x, training: [0..<2], evaluate: rosenbrock) }
    #expect(x[2] == 2 && x[3] == 3)
    // The minimum beside the fixed numbers: no slope is left.
    #expect(largestDistance(Array(rosenbrock(x).gradient[..<2]), [0, 0]) < 1e-7)
  }

  /// A step taken from a saved state is the step that would have been taken.
  @Test func aStateGoesOn() {
    var x = [-1.2, 1, 0.3]
    var optimizer = LBFGS(parameterCount: 3, history: 4)
    for _ in 0..<7 { _ = optimizer.step(&x, training: [0..<3], evaluate: rosenbrock) }
    var (y, other) = (x, LBFGS(parameterCount: 3, history: 4))
    other.state = optimizer.state
    #expect(other.state.vectors.count == 8)
    for _ in 0..<5 {
      let losses = [
        optimizer.step(&x, training: [0..<3], evaluate: rosenbrock),
        other.step(&y, training: [0..<3], evaluate: rosenbrock),
      ]
      #expect(losses[0] == losses[1] && x == y)
    }
  }

  @Test func whereThereIsNoWayDownItStays() {
    var x = [1.0, 1]
    var optimizer = LBFGS(parameterCount: 2)
    #expect(optimizer.step(&x, training: [0..<2], evaluate: rosenbrock) == 0)
    #expect(x == [1, 1])
    #expect(optimizer.step(&x, training: [0..<2]) { _ in (.nan, [1, 1]) }.isNaN)
    // A slope that leads nowhere.
    #expect(optimizer.step(&x, training: [0..<2]) { _ in (3, [1, 1]) } == 3)
    #expect(x == [1, 1])
  }
}

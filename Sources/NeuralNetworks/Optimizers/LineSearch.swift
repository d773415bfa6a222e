/// A search along a direction for a point that fulfils the strong Wolfe conditions: Nocedal and Wright, *Numerical
/// optimization* (2006), algorithms 3.5 and 3.6.
struct LineSearch {
  private let start: [Double]
  private let direction: [Double]
  private let startLoss, startSlope: Double
  private let evaluate: LBFGS.Evaluation

  // The usual constants for quasi-Newton directions (section 3.1).
  private static let sufficientDecrease = 1e-4
  private static let curvature = 0.9
  private static let evaluationLimit = 25

  /// Where the search has looked.
  struct Point {
    let parameters: [Double]
    let gradient: [Double]
    fileprivate let length, loss, slope: Double
  }

  init(
    from start: [Double], along direction: [Double], _ value: (loss: Double, gradient: [Double]),
    _ evaluate: @escaping LBFGS.Evaluation
  ) {
    self.start = start
    self.direction = direction
    startLoss = value.loss
    startSlope = dot(value.gradient, direction)
    self.evaluate = evaluate
  }

  /// A point that fulfils the conditions, or at least has a smaller loss; `nil` if none was found.
  func run(firstLength: Double) -> Point? {
    var low = Point(
      parameters: start, gradient: [], length: 0, loss: startLoss, slope: startSlope)
    var length = firstLength
    for count in 0..<Self.evaluationLimit {
      let point = point(at: length)
      if !isLowEnough(point) || (count > 0 && point.loss >= low.loss) {
        return zoom(low, point, evaluations: count + 1)
      }
      if isFlatEnough(point) { return point }
      if point.slope >= 0 { return zoom(point, low, evaluations: count + 1) }
      low = point
      length *= 2
    }
    return low.length > 0 ? low : nil
  }

  /// Between a point that is low enough and one on the other side of a minimum.
  private func zoom(_ low: Point, _ high: Point, evaluations: Int) -> Point? {
    var (low, high) = (low, high)
    for _ in evaluations..<Self.evaluationLimit {
      let point = point(at: Self.minimum(low, high))
      if !isLowEnough(point) || point.loss >= low.loss {
        high = point
      } else {
        if isFlatEnough(point) { return point }
        if point.slope * (high.length - low.length) >= 0 { high = low }
        low = point
      }
    }
    return low.length > 0 ? low : nil
  }

  private func point(at length: Double) -> Point {
    let parameters = zip(start, direction).map { $0 + length * $1 }
    let (loss, gradient) = evaluate(parameters)
    return Point(
      parameters: parameters, gradient: gradient, length: length, loss: loss,
      slope: dot(gradient, direction))
  }

  /// Not so for a loss that is no number.
  private func isLowEnough(_ point: Point) -> Bool {
    point.loss <= startLoss + Self.sufficientDecrease * point.length * startSlope
  }

  private func isFlatEnough(_ point: Point) -> Bool {
    abs(point.slope) <= -Self.curvature * startSlope
  }

  /// Where the cubic through both points and slopes is smallest (equation 3.59), well inside of the interval; its middle
  /// where there is none.
  private static func minimum(_ a: Point, _ b: Point) -> Double {
    let middle = (a.length + b.length) / 2
    let d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.length - b.length)
    let square = d1 * d1 - a.slope * b.slope
    guard square >= 0 else { return middle }
    let d2 = (b.length > a.length ? 1 : -1) * square.squareRoot()
    let length =
      b.length - (b.length - a.length) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
    let margin = 0.1 * abs(b.length - a.length)
    let (lower, upper) = (min(a.length, b.length) + margin, max(a.length, b.length) - margin)
    return length.isFinite ? min(max(length, lower), upper) : middle
  }
}

/// The largest distance between corresponding numbers; infinite if there are not as many on both sides or one
/// is not a number.
public func largestDistance(_ left: [Double], _ right: [Double]) -> Double {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { largest, pair in
    let distance = abs(pair.0 - pair.1)
    return distance.isNaN ? .infinity : max(largest, distance)
  }
}

/// The derivatives of `function` at `point` by central differences, good to about 1e-9 times the function's
/// size: Richardson's extrapolation of the steps 1e-3 and 2e-3 leaves an error of order h^4.
public func finiteDifferences(
  of function: ([Double]) -> Double, at point: [Double]
) -> [Double] {
  func slope(_ index: Int, _ step: Double) -> Double {
    var (up, down) = (point, point)
    up[index] += step
    down[index] -= step
    return (function(up) - function(down)) / (2 * step)
  }
  return point.indices.map { index in
    (4 * slope(index, 1e-3) - slope(index, 2e-3)) / 3
  }
}

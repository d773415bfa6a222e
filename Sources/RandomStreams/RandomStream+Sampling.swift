import Numerics

// The standard library does not promise that `Double.random(in:using:)` and `shuffled(using:)` keep
// their algorithms, and a result must be reproducible for years: so they are spelt out here.

extension RandomStream {
  /// A number drawn uniformly from `[0, 1)`, a multiple of 2^-53.
  public mutating func uniform() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }

  /// A number drawn uniformly from `[lowerBound, upperBound)`, rounded: it may be the upper bound.
  public mutating func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// An integer drawn uniformly from `0 ..< upperBound`, without bias.
  ///
  /// Lemire, *Fast random integer generation in an interval* (2019).
  public mutating func index(below upperBound: Int) -> Int {
    precondition(upperBound > 0, "no index lies below \(upperBound)")
    let bound = UInt64(upperBound)
    while true {
      let (high, low) = next().multipliedFullWidth(by: bound)
      // The first comparison spares nearly all draws the division.
      if low >= bound || low >= (0 &- bound) % bound { return Int(high) }
    }
  }

  /// A number from the normal distribution with mean 0 and standard deviation 1.
  ///
  /// Box and Muller (1958). Only the cosine half is used, so that a stream has no hidden spare value.
  public mutating func normal() -> Double {
    let radius = Double.sqrt(-2 * .log(1 - uniform()))
    return radius * .cos(2 * .pi * uniform())
  }

  /// The numbers `0 ..< count` in random order (Fisher and Yates; Durstenfeld's form).
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Puts the elements in random order.
  public mutating func shuffle(_ elements: inout [Int]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, index(below: last + 1))
    }
  }
}

extension Sequence where Element: BinaryInteger {
  /// Ascending numbers as the ranges that they fill.
  var consecutiveRanges: [ClosedRange<Element>] {
    var ranges: [ClosedRange<Element>] = []
    for number in self {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges
  }
}

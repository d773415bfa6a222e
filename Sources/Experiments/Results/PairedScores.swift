import Dispatch

/// Two arms' scores that are to be compared, each seed with itself.
struct PairedScores<Pair: Sendable>: Sendable where Pair: Codable & Hashable {
  let pair: Pair
  let treatment, control: [Double?]

  init(_ pair: Pair, treatment: [Double?], control: [Double?]) {
    self.pair = pair
    self.treatment = treatment
    self.control = control
  }
}

extension Array {
  /// The comparisons of a table, in order, made on all cores: each interval takes ten thousand resamples.
  func compared<Pair>() -> [Comparison<Pair>] where Element == PairedScores<Pair> {
    var comparisons = [Comparison<Pair>?](repeating: nil, count: count)
    comparisons.withUnsafeMutableBufferPointer { comparisons in
      // Each writes to a place of its own.
      nonisolated(unsafe) let comparisons = comparisons
      DispatchQueue.concurrentPerform(iterations: count) { index in
        let scores = self[index]
        comparisons[index] = Comparison(
          scores.pair, PairedDifference(treatment: scores.treatment, control: scores.control))
      }
    }
    return comparisons.map { $0! }.adjustedAsTable()
  }
}

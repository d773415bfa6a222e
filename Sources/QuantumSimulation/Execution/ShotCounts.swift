import RandomStreams

/// How often each outcome came in so many shots.
struct ShotCounts {
  /// `[outcomes]`; nothing where the probabilities are no numbers.
  private let counts: [Int]?
  private let outcomeCount: Int
  private let shots: Int

  /// Draws shots.
  ///
  /// - Parameter probabilities: `[outcomes]`; sums of rounded numbers, so that some may be a little below 0. Where they are no
  ///   numbers, nor are the frequencies, as expectation values would not be.
  init(probabilities: [Double], shots: Int, from stream: inout RandomStream) {
    var total = 0.0
    let ends = probabilities.map { probability in
      total += max(probability, 0)
      return total
    }
    self.shots = shots
    outcomeCount = ends.count
    guard total > 0, total.isFinite else {
      counts = nil
      return
    }
    var counts = Array(repeating: 0, count: ends.count)
    for _ in 0..<shots {
      let number = stream.uniform(in: 0..<total)
      // The first end above the number.
      var (low, high) = (0, ends.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > number { high = middle } else { low = middle + 1 }
      }
      counts[low] += 1
    }
    self.counts = counts
  }

  /// `[outcomes]`
  var frequencies: [Double] {
    counts?.map { Double($0) / Double(shots) } ?? Array(repeating: .nan, count: outcomeCount)
  }
}

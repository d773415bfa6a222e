import RandomStreams

/// How often each outcome came in so many shots.
struct ShotCounts {
  /// `[outcomes]`
  private(set) var counts: [Int]
  let shots: Int

  /// Draws shots.
  ///
  /// - Parameter probabilities: `[outcomes]`; sums of rounded numbers, so that some may be a little below 0.
  init(probabilities: [Double], shots: Int, from stream: inout RandomStream) {
    var total = 0.0
    let ends = probabilities.map { probability in
      total += max(probability, 0)
      return total
    }
    precondition(total > 0, "outcomes without probabilities")
    self.shots = shots
    counts = Array(repeating: 0, count: ends.count)
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
  }

  /// `[outcomes]`
  var frequencies: [Double] { counts.map { Double($0) / Double(shots) } }
}

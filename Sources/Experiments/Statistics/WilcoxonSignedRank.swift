/// The two-sided p value of Wilcoxon's signed-rank test: how often differences whose signs were chance would lie as much to
/// one side as these do.
///
/// Wilcoxon, *Individual comparisons by ranking methods* (1945), as SciPy 1.17's `scipy.stats.wilcoxon` has it by default.
/// Zeros are left out and equal sizes share their mean rank. The p value is exact where that is feasible: up to 50
/// differences without zeros or equal sizes, up to 13 with them. Otherwise it is the normal approximation, corrected for
/// equal sizes, not for continuity. SciPy has no p value where all differences are zero, for one or for more than 13; here it
/// is 1, as for the others.
///
/// Sizes are equal if they are the same bits: differences of rounded scores may miss each other by a last bit.
///
/// - Parameter differences: one for each pair, all finite.
/// - Returns: the p value; `nil` for no differences.
/// - Complexity: O(n^3) for an exact one, of at most 50 differences; else O(n log n).
func wilcoxonSignedRankP(_ differences: [Double]) -> Double? {
  guard !differences.isEmpty else { return nil }
  let present = differences.filter { $0 != 0 }
  guard !present.isEmpty else { return 1 }
  let ranks = SignedRanks(present)
  let isPlain = present.count == differences.count && ranks.tieSizes.isEmpty
  return differences.count <= (isPlain ? 50 : 13)
    ? ranks.exactP : ranks.approximateP
}

/// Differences by the ranks of their sizes. Ranks are doubled, so that shared ones are whole.
private struct SignedRanks {
  /// Twice the ranks, from small differences to large ones.
  let doubledRanks: [Int]
  /// How many differences share each size that several have.
  let tieSizes: [Int]
  /// Twice the sum of the ranks of the positive differences, or of the negative ones: the smaller of both.
  let doubledStatistic: Int

  init(_ differences: [Double]) {
    let sorted = differences.sorted { abs($0) < abs($1) }
    var doubledRanks: [Int] = []
    var tieSizes: [Int] = []
    while doubledRanks.count < sorted.count {
      let start = doubledRanks.count
      let count = sorted[start...].prefix { abs($0) == abs(sorted[start]) }.count
      // The mean of the ranks start + 1 to start + count.
      doubledRanks += repeatElement(2 * start + count + 1, count: count)
      if count > 1 { tieSizes.append(count) }
    }
    let positive = zip(sorted, doubledRanks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    self.doubledRanks = doubledRanks
    self.tieSizes = tieSizes
    doubledStatistic = min(positive, doubledRanks.reduce(0, +) - positive)
  }

  /// From the number of sign choices, of all 2^n, whose positive ranks have a sum up to the statistic. Counts are below 2^53, so
  /// that they are exact.
  var exactP: Double {
    var choices = [Double](repeating: 0, count: doubledStatistic + 1)
    choices[0] = 1
    for rank in doubledRanks where rank <= doubledStatistic {
      for sum in (rank...doubledStatistic).reversed() { choices[sum] += choices[sum - rank] }
    }
    // Small sums are as frequent as large ones.
    let all = Double(sign: .plus, exponent: doubledRanks.count, significand: 1)
    return min(1, 2 * choices.reduce(0, +) / all)
  }

  /// From the mean n (n + 1) / 4 and the variance (n (n + 1) (2 n + 1) - sum of (t^3 - t) / 2) / 24 of the sum of ranks, for
  /// t differences of one size.
  var approximateP: Double {
    let count = Double(doubledRanks.count)
    let product = count * (count + 1)
    let correction = tieSizes.reduce(0.0) { sum, size in
      let size = Double(size)
      return sum + (size * size * size - size)
    }
    let deviation = ((product * (2 * count + 1) - correction / 2) / 24).squareRoot()
    return min(1, 2 * normalDistribution((Double(doubledStatistic) / 2 - product / 4) / deviation))
  }
}

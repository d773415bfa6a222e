/// Divides one whole number after another by the same shares.
///
/// Largest remainders (Hamilton's method), with what was rounded away from a part carried over to the next
/// number: each count is its quota rounded down or up, and so are, nearly, the sums of counts.
struct Apportionment {
  /// Of all parts, and of what is left over as the last.
  private let shares: [Double]
  /// So many parts at the front get at least 1 if their share is above 0.
  private let needyCount: Int
  /// How much less than their quotas the parts have had so far.
  private var shortfalls: [Double]

  /// Shares of at most 1 together, up to rounding.
  init(shares: [Double], needyCount: Int) {
    let sum = shares.reduce(0, +)
    // A rest of some roundings is none.
    let rest = sum < 1 - 1e-9 ? 1 - sum : 0
    self.shares = shares.map { $0 / (sum + rest) } + [rest / (sum + rest)]
    self.needyCount = needyCount
    shortfalls = self.shares.map { _ in 0 }
  }

  /// The next number, divided: a count for each part.
  ///
  /// - Precondition: `total` is at least the number of parts that need one, or 0.
  mutating func counts(of total: Int) -> [Int] {
    let quotas = shares.map { $0 * Double(total) }
    var counts = quotas.map { Int($0.rounded(.down)) }
    for _ in 0..<max(0, total - counts.reduce(0, +)) {
      // A part that was rounded up already has more than its quota.
      let open = counts.indices.filter { shares[$0] > 0 && Double(counts[$0]) <= quotas[$0] }
      let candidates = open.isEmpty ? counts.indices.filter { shares[$0] > 0 } : open
      counts[first(candidates) { quotas[$0] - Double(counts[$0]) + shortfalls[$0] }] += 1
    }
    if total > 0 { fillNeedy(&counts, quotas) }
    for part in counts.indices { shortfalls[part] += quotas[part] - Double(counts[part]) }
    return counts
  }

  private func fillNeedy(_ counts: inout [Int], _ quotas: [Double]) {
    func isNeedy(_ part: Int) -> Bool { part < needyCount && shares[part] > 0 }
    for part in counts.indices where isNeedy(part) && counts[part] == 0 {
      let donors = counts.indices.filter { counts[$0] > (isNeedy($0) ? 1 : 0) }
      precondition(!donors.isEmpty, "fewer rows than parts")
      counts[first(donors) { Double(counts[$0]) - quotas[$0] }] -= 1
      counts[part] = 1
    }
  }

  /// The part with the largest value, the first of several.
  private func first(_ parts: [Int], _ value: (Int) -> Double) -> Int {
    parts.reduce(parts[0]) { value($1) > value($0) ? $1 : $0 }
  }
}

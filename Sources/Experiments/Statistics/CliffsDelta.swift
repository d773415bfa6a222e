/// How far one sample lies above another: the share of all pairs of a value of each in which the first's is larger, minus that in
/// which it is smaller. From -1 to 1; equal values count for neither.
///
/// Cliff, *Dominance statistics: Ordinal analyses to answer ordinal questions* (1993). It looks at both samples as wholes,
/// not at which values belong together.
///
/// - Returns: `nil` if a sample is empty.
/// - Complexity: O(n log n)
func cliffsDelta(_ values: [Double], above others: [Double]) -> Double? {
  guard !values.isEmpty, !others.isEmpty else { return nil }
  let others = others.sorted()
  // Going through the values in order, those of the others that are below, and those that are not above.
  var (below, notAbove) = (0, 0)
  var dominance = 0
  for value in values.sorted() {
    while below < others.count && others[below] < value { below += 1 }
    while notAbove < others.count && others[notAbove] <= value { notAbove += 1 }
    dominance += below - (others.count - notAbove)
  }
  return Double(dominance) / Double(values.count * others.count)
}

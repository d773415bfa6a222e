/// The p values of a family of tests, adjusted so that the chance of any false alarm among them stays below the level that they
/// are compared with.
///
/// Holm, *A simple sequentially rejective multiple test procedure* (1979): the k-th smallest of m is multiplied by m - k + 1,
/// and is at least what a smaller one became; at most 1.
///
/// - Parameter values: the p values; one that is `nil` was no test, and does not count.
/// - Returns: the adjusted ones, in the same order.
func holmAdjusted(_ values: [Double?]) -> [Double?] {
  var adjusted = values
  var largest = 0.0
  let order = values.indices.filter { values[$0] != nil }.sorted { values[$0]! < values[$1]! }
  for (position, index) in order.enumerated() {
    largest = max(largest, min(1, values[index]! * Double(order.count - position)))
    adjusted[index] = largest
  }
  return adjusted
}

/// Transforms the elements, at most `jobs` of them at a time, and gives the results in the elements' order.
/// The first error ends it.
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], jobs: Int,
  _ transform: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var waiting = elements.enumerated().makeIterator()
    func startNext() {
      guard let (index, element) = waiting.next() else { return }
      group.addTask { (index, try await transform(element)) }
    }
    for _ in 0..<min(jobs, elements.count) { startNext() }
    var results = [Result?](repeating: nil, count: elements.count)
    while let (index, result) = try await group.next() {
      results[index] = result
      startNext()
    }
    return results.map { $0! }
  }
}

/// The same where others may be at work on the same elements: those are left until nothing else is to be done, and only
/// then waited for.
///
/// - Parameter transform: gives `nil` for an element that somebody else is at, unless it is told to wait for them.
func sharedMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], jobs: Int,
  _ transform: @escaping @Sendable (Element, _ waits: Bool) async throws -> Result?
) async throws -> [Result] {
  var results = try await concurrentMap(elements, jobs: jobs) { try await transform($0, false) }
  let left = results.indices.filter { if case nil = results[$0] { true } else { false } }
  let rest = try await concurrentMap(left, jobs: jobs) { try await transform(elements[$0], true)! }
  for (index, result) in zip(left, rest) { results[index] = result }
  return results.map { $0! }
}

/// The same for many elements that take little each: in a few pieces, one after another within each.
func concurrentMapInPieces<Element: Sendable, Result: Sendable>(
  _ elements: [Element], jobs: Int, _ transform: @escaping @Sendable (Element) throws -> Result
) async throws -> [Result] {
  try await concurrentMap(elements.pieces(count: 8 * jobs), jobs: jobs) { try $0.map(transform) }
    .flatMap { $0 }
}

extension Array {
  /// About so many pieces of about the same size, in order.
  func pieces(count: Int) -> [ArraySlice<Element>] {
    let size = Swift.max(1, (self.count + count - 1) / count)
    return stride(from: 0, to: self.count, by: size).map {
      self[$0..<Swift.min($0 + size, self.count)]
    }
  }
}

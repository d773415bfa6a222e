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

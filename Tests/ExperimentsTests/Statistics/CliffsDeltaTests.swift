import TestSupport
import Testing

@testable import Experiments

@Suite struct CliffsDeltaTests {
  @Test(.tags(.golden), arguments: try PairedFile.load().cliff)
  func cliffsDeltaIsThatOfAllPairs(golden: PairedFile.Cliff) throws {
    let delta = try #require(cliffsDelta(golden.treatment, above: golden.control))
    // A mean of whole numbers.
    #expect(abs(delta - golden.delta) < 1e-15)
    #expect(cliffsDelta(golden.control, above: golden.treatment) == -delta)
  }

  @Test func cliffsDeltaOfNothing() {
    #expect(cliffsDelta([], above: [1]) == nil && cliffsDelta([1], above: []) == nil)
  }
}

import TestSupport
import Testing

@testable import Experiments

@Suite struct HolmTests {
  @Test(.tags(.golden), arguments: try PairedFile.load().holm)
  func holmsAdjustmentIsStatsmodels(golden: PairedFile.Holm) {
    let adjusted = holmAdjusted(golden.p)
    #expect(adjusted.map { $0 == nil } == golden.adjusted.map { $0 == nil })
    // One product and a maximum.
    #expect(
      largestDistance(adjusted.compactMap { $0 }, golden.adjusted.compactMap { $0 }) < 1e-15)
  }
}

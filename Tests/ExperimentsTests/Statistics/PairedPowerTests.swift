import TestSupport
import Testing

@testable import Experiments

@Suite struct PairedPowerTests {
  @Test(.tags(.golden), arguments: try PairedFile.load().pairs)
  func thePairsForADifferenceAreStatsmodels(golden: PairedFile.Pairs) {
    #expect(pairsToShow(effectSize: 0.01 / golden.deviation) == Int(golden.pairs.rounded(.up)))
  }

  @Test(.tags(.golden), arguments: try PairedFile.load().power)
  func thePowerIsStatsmodels(golden: PairedFile.Power) {
    let power = pairedPower(pairs: golden.pairs, effectSize: 0.01 / golden.deviation)
    // The quadrature's error is largest for two pairs, where the integrand bends most.
    #expect(abs(power - golden.power) < 1e-7, "\(power), not \(golden.power)")
  }

  @Test func anEffectThatNobodyCanMissTakesTwoPairs() {
    #expect(pairsToShow(effectSize: 100) == 2)
    #expect(pairsToShow(effectSize: .infinity) == 2)
  }
}

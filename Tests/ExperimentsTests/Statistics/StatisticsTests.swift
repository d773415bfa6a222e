import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import Experiments

/// Made by `Scripts/golden/scipy_bootstrap.py`.
private struct BootstrapFile: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let values, interval: [Double]
    let standardError: Double
    var testDescription: String { name }
  }
  struct Quantile: Decodable, Sendable {
    let probability, x: Double
  }
  let cases: [Case]
  let quantiles: [Quantile]
  static func load() throws -> BootstrapFile {
    try golden("bootstrap", as: BootstrapFile.self, in: .module)
  }
}

@Suite struct StatisticsTests {
  @Test(.tags(.golden), arguments: try BootstrapFile.load().cases)
  private func bootstrapIntervalsAreSciPys(golden: BootstrapFile.Case) throws {
    let interval = try #require(
      bootstrapInterval(ofMeanOf: golden.values, from: RandomStream(seed: 1, name: "test")))
    // The Monte Carlo error of a 2.5 % percentile of 10,000 resamples is about 0.027 standard errors of the mean (the
    // root of p (1 - p) / 10,000 over the density there), and that of the bias shifts it by as much again; in the far
    // tail of a skewed distribution the density is smaller still. 0.2 is beyond all that and below what a wrong
    // acceleration or bias would give.
    let bound = 0.2 * golden.standardError
    #expect(abs(interval.lowerBound - golden.interval[0]) < bound)
    #expect(abs(interval.upperBound - golden.interval[1]) < bound)
  }

  /// Failed seeds count for nothing.
  @Test func percentilesAreInterpolated() {
    let summary = Summary([4, nil, 1, 2])
    #expect(
      summary.percentile(0) == 1 && summary.percentile(0.5) == 2 && summary.percentile(1) == 4)
    #expect(summary.percentile(0.75) == 3)
    #expect(Summary([nil]).percentile(0.5) == nil && Summary([nil, 1]).confidence95 == nil)
    #expect(Summary([1, 1, nil]).confidence95 == [1, 1])
  }

  @Test(.tags(.golden), arguments: try BootstrapFile.load().quantiles)
  private func normalQuantilesAreSciPys(golden: BootstrapFile.Quantile) {
    #expect(abs(normalQuantile(golden.probability) - golden.x) < 1e-9 * max(1, abs(golden.x)))
    // Back again; the distribution is steep in relative terms far out.
    #expect(abs(normalDistribution(golden.x) / golden.probability - 1) < 1e-10)
  }

  @Test func intervalsOfFewOrEqualValues() {
    let stream = RandomStream(seed: 1, name: "test")
    #expect(bootstrapInterval(ofMeanOf: [], from: stream) == nil)
    #expect(bootstrapInterval(ofMeanOf: [0.3], from: stream) == nil)
    #expect(bootstrapInterval(ofMeanOf: [0.5, 0.5, 0.5], from: stream) == 0.5...0.5)
    #expect(bootstrapInterval(ofMeanOf: [0, 1], from: stream) == 0...1)
  }

  @Test func summariesCountOnlyWhatIsThere() {
    let summary = Summary([1, nil, 3])
    #expect(summary.mean == 2)
    #expect(summary.sd == 2.0.squareRoot())
    #expect(summary.values == [1, nil, 3])
    #expect(Summary([nil]).mean == nil)
    #expect(Summary([4]).mean == 4 && Summary([4]).sd == nil)
  }

  @Test func pairsWithAFailedSeedAreLeftOut() {
    let difference = PairedDifference(treatment: [1, 5, nil, 2], control: [0, nil, 1, 2])
    #expect(difference.meanDifference == 0.5)
    // Strictly greater: an equal pair is no win.
    #expect(difference.winRate == 0.5)
  }

  /// Each by hand: of 1, 2, 3 and -4 the negative ones have the rank sum 4, which 2 x 7 of 16 choices of signs are as far out as.
  @Test func aDifferenceIsTestedAndSized() {
    let difference = PairedDifference(
      treatment: [1, nil, 2, 5, 0], control: [0, 9, 0, 2, 4])
    #expect(difference.wilcoxonP == 14.0 / 16)
    // Of 16 pairs of a treated and an untreated value, 8 above, 5 below.
    #expect(difference.cliffsDelta == 3.0 / 16)
    #expect(difference.holmP == nil)
    #expect(difference.seedsToShow001 == pairsToShow(effectSize: 0.01 / 3.109126351029605))
  }

  /// No pair, one, and differences that are all the same, also where their mean is not.
  @Test func differencesThatDoNotVaryHaveDefinedResults() throws {
    let none = PairedDifference(treatment: [nil, 1], control: [0, nil])
    #expect(none.wilcoxonP == nil && none.cliffsDelta == nil && none.seedsToShow001 == nil)
    let keys = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(none)) as? [String: Any]
    ).keys
    #expect(keys.sorted() == ["confidence95", "meanDifference", "pairs", "winRate"])
    let one = PairedDifference(treatment: [0.7], control: [0.5])
    #expect(one.wilcoxonP == 1 && one.cliffsDelta == 1 && one.seedsToShow001 == nil)
    #expect(one.confidence95 == nil)
    for equal in [0.0, 0.1, -0.7] {
      let count = 12
      let same = PairedDifference(
        treatment: Array(repeating: equal, count: count), control: Array(repeating: 0, count: count)
      )
      let ends = try #require(same.confidence95)
      // The mean of twelve equal numbers may miss them by a last bit.
      #expect(abs(ends[0] - equal) < 1e-15 && ends[0] == ends[1])
      let (p, delta) = equal == 0 ? (1.0, 0.0) : (2 / 4096.0, equal > 0 ? 1.0 : -1.0)
      #expect(same.wilcoxonP == p)
      #expect(same.cliffsDelta == delta)
      #expect(same.seedsToShow001 == nil)
    }
  }

  /// Every comparison of one table counts, but for those without pairs.
  @Test func aTablesPValuesAreAdjustedTogether() {
    let scores: [[Double?]] = [[1, 2, 3, 4, 5], [nil, nil, nil, nil, nil], [1, 2, 3, 4, -5]]
    let table = scores.map {
      Comparison(
        StudentPair(student: "a", controlStudent: "b", objective: "labels"),
        PairedDifference(treatment: $0, control: [0, 0, 0, 0, 0]))
    }.adjustedAsTable()
    #expect(table.map(\.difference.wilcoxonP) == [0.0625, nil, 0.625])
    #expect(table.map(\.difference.holmP) == [0.125, nil, 0.625])
  }

  @Test(
    arguments: [
      (0.1, 10, .better), (-0.1, 10, .worse), (0, 10, .noEvidence), (0.1, 9, .tooFewSeeds),
      (0.1, 1, .tooFewSeeds), (0.1, 0, .tooFewSeeds),
    ] as [(Double, Int, Verdict)])
  func verdictsComeFromTheInterval(mean: Double, count: Int, verdict: Verdict) {
    // Symmetric about the mean, and never far from it.
    let differences = (0..<count).map { mean + ($0 % 2 == 0 ? 0.01 : -0.01) }
    let zeros = differences.map { _ in 0.0 }
    let difference = PairedDifference(treatment: differences, control: zeros)
    #expect(difference.verdict == verdict)
    #expect(difference.pairs == count)
  }

  /// How often an interval misses zero though there is no effect, on normal values: about 5 % is what it promises, which
  /// needs many values. The bounds are five standard errors of 400 trials around 17 %, 12 % and 6.5 %.
  @Test(.tags(.property), arguments: [(5, 0.08...0.26), (30, 0.01...0.13)])
  func intervalsOfFewValuesAreTooNarrow(count: Int, share: ClosedRange<Double>) {
    var stream = RandomStream(seed: 9, name: "coverage")
    let misses = (0..<400).count { _ in
      let values = (0..<count).map { _ in stream.normal() }
      let interval = bootstrapInterval(
        ofMeanOf: values, resampleCount: 200, from: RandomStream(seed: 1, name: "test"))!
      return !interval.contains(0)
    }
    #expect(share.contains(Double(misses) / 400))
  }
}

import RandomStreams

/// How two arms differ, seed by seed.
public struct PairedDifference: Sendable, Hashable, Codable {
  /// How many seeds there are that neither failed.
  public let pairs: Int
  /// The mean of treatment minus control, over the seeds that neither failed; `nil` if there is none.
  public let meanDifference: Double?
  /// The 95 % BCa bootstrap interval of that mean, `[low, high]`; `nil` for fewer than two seeds.
  public let confidence95: [Double]?
  /// The share of seeds on which the treatment is strictly better; `nil` if there is no seed.
  public let winRate: Double?
  /// The two-sided p value of Wilcoxon's signed-rank test; `nil` if there is no seed.
  public let wilcoxonP: Double?
  /// That p value, adjusted after Holm for all comparisons of its table; `nil` if there is no seed, or no table.
  public internal(set) var holmP: Double?
  /// How far the treatment's scores lie above the control's, whatever their seeds: from -1 to 1; `nil` if there is no seed.
  public let cliffsDelta: Double?
  /// How many seeds a paired t-test, two-sided at the 5 % level, takes to find a mean difference of 0.01 with a power of 80 %, if
  /// differences vary as these do; `nil` for fewer than two seeds, and for differences that do not vary.
  public let seedsToShow001: Int?

  /// The difference between two arms' scores.
  ///
  /// - Parameters:
  ///   - treatment: a score for each seed, `[seeds]`; `nil` where the training failed.
  ///   - control: those of the other arm, of the same seeds in the same order.
  /// - Precondition: both have as many.
  public init(treatment: [Double?], control: [Double?]) {
    precondition(treatment.count == control.count, "arms of different seeds")
    let scores = zip(treatment, control).compactMap { pair in
      if let treated = pair.0, let untreated = pair.1 { (treated, untreated) } else { nil }
    }
    let differences = scores.map { $0.0 - $0.1 }
    let interval = bootstrapInterval(
      ofMeanOf: differences, from: RandomStream(seed: 0, name: "bootstrap"))
    pairs = differences.count
    confidence95 = interval.map { [$0.lowerBound, $0.upperBound] }
    meanDifference = differences.isEmpty ? nil : mean(differences)
    winRate =
      differences.isEmpty
      ? nil : Double(differences.count { $0 > 0 }) / Double(differences.count)
    wilcoxonP = wilcoxonSignedRankP(differences)
    cliffsDelta = Experiments.cliffsDelta(scores.map(\.0), above: scores.map(\.1))
    // Equal differences may miss their mean by a last bit.
    let vary = differences.contains { $0 != differences[0] }
    seedsToShow001 = vary ? pairsToShow(effectSize: 0.01 / standardDeviation(differences)) : nil
  }

  /// Writes the difference: a mean, an interval or a win rate that is not there is `null`; what is tested or estimated besides
  /// is left out where it is not there.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pairs, forKey: .pairs)
    try container.encode(meanDifference, forKey: .meanDifference)
    try container.encode(confidence95, forKey: .confidence95)
    try container.encode(winRate, forKey: .winRate)
    try container.encodeIfPresent(wilcoxonP, forKey: .wilcoxonP)
    try container.encodeIfPresent(holmP, forKey: .holmP)
    try container.encodeIfPresent(cliffsDelta, forKey: .cliffsDelta)
    try container.encodeIfPresent(seedsToShow001, forKey: .seedsToShow001)
  }

  /// With fewer pairs than this there is no verdict: bootstrap intervals of few values are too narrow (with 5,
  /// where there is no effect at all, one in six misses zero).
  public static let fewestPairs = 10

  /// What the interval says.
  public var verdict: Verdict {
    guard let confidence95, pairs >= Self.fewestPairs else { return .tooFewSeeds }
    if confidence95[0] > 0 { return .better }
    if confidence95[1] < 0 { return .worse }
    return .noEvidence
  }
}

/// What an interval says of a difference; never what its mean alone suggests.
public enum Verdict: Sendable, Hashable, CaseIterable {
  /// The whole interval is above zero.
  case better
  /// The whole interval is below zero.
  case worse
  /// The interval holds zero.
  case noEvidence
  /// There is no interval, or it is of too few seeds.
  case tooFewSeeds
}

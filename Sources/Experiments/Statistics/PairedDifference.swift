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

  init(treatment: [Double?], control: [Double?]) {
    precondition(treatment.count == control.count, "arms of different seeds")
    let differences = zip(treatment, control).compactMap { pair in
      if let treated = pair.0, let untreated = pair.1 { treated - untreated } else { nil }
    }
    let interval = bootstrapInterval(
      ofMeanOf: differences, from: RandomStream(seed: 0, name: "bootstrap"))
    pairs = differences.count
    confidence95 = interval.map { [$0.lowerBound, $0.upperBound] }
    meanDifference = differences.isEmpty ? nil : mean(differences)
    winRate =
      differences.isEmpty
      ? nil : Double(differences.count { $0 > 0 }) / Double(differences.count)
  }

  /// Writes all keys: what is not there is `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pairs, forKey: .pairs)
    try container.encode(meanDifference, forKey: .meanDifference)
    try container.encode(confidence95, forKey: .confidence95)
    try container.encode(winRate, forKey: .winRate)
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

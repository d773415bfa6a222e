/// Runs that a plan wants and a run folder does not have.
public struct MissingRuns: Sendable, Hashable, CustomStringConvertible {
  /// How many runs the plan wants, teachers included.
  public let total: Int
  /// How many of them are missing.
  public let count: Int
  /// Of what the missing ones are: the teacher, or a student with an objective; and of which seeds.
  private let arms: [Arm]
  private let remedy: String

  private struct Arm: Sendable, Hashable {
    let name: String
    let seeds: [UInt64]
  }

  /// What is missing among these runs; `nil` if nothing is.
  init?(_ records: ExperimentRecords, of plan: ExperimentPlan, remedy: String) {
    func arm(_ name: String, _ runs: [RunRecord]) -> Arm {
      let there = Set(runs.map(\.identity.seed))
      return Arm(name: name, seeds: plan.seedValues.filter { !there.contains($0) })
    }
    let arms =
      [arm("teacher", records.teachers)]
      + records.arms.map { arm("\($0.student) \($0.objective)", $0.runs) }
    self.arms = arms.filter { !$0.seeds.isEmpty }
    self.remedy = remedy
    total = plan.seeds * arms.count
    count = arms.reduce(0) { $0 + $1.seeds.count }
    if count == 0 { return nil }
  }

  /// Such as `3 of 360 runs are missing: teacher (seed 4), hybrid-74 distilled (seeds 4 to 5)`, and how to make them.
  public var description: String {
    let shown = arms.prefix(4).map { "\($0.name) (\(Self.text($0.seeds)))" }
    let more = arms.count > shown.count ? ["\(arms.count - shown.count) more"] : []
    return "\(count) of \(total) runs are missing: " + (shown + more).joined(separator: ", ")
      + "; to make them: \(remedy)"
  }

  /// Such as `seed 4` or `seeds 0 to 3, 5`.
  private static func text(_ seeds: [UInt64]) -> String {
    let ranges = seeds.consecutiveRanges
    let shown = ranges.prefix(4).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    return (seeds.count == 1 ? "seed " : "seeds ")
      + (shown + (ranges.count > shown.count ? ["..."] : [])).joined(separator: ", ")
  }
}

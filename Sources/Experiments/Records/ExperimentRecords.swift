/// All runs of an experiment. Of those that were rebuilt from a run folder some may be missing.
public struct ExperimentRecords: Sendable, Hashable {
  /// The teachers, in seed order; none for a seed whose run is missing.
  public let teachers: [RunRecord]
  /// The arms: students in the plan's order, for each its objectives in the plan's order.
  public let arms: [ArmRecords]
  /// What the plan's tuning chose, if it has one.
  public var tuning: TuningOutcome?
}

/// The runs of one student with one objective.
public struct ArmRecords: Sendable, Hashable {
  /// The student's name.
  public let student: String
  /// The objective's name.
  public let objective: String
  /// The runs, in seed order; none for a seed whose run is missing.
  public let runs: [RunRecord]
}

extension [RunRecord] {
  /// The run of each of these seeds; `nil` where it is missing.
  public func inOrder(of seeds: [UInt64]) -> [RunRecord?] {
    let runs = Dictionary(uniqueKeysWithValues: map { ($0.identity.seed, $0) })
    return seeds.map { runs[$0] }
  }
}

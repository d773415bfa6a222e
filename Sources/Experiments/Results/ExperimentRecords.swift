/// All runs of an experiment.
public struct ExperimentRecords: Sendable, Hashable {
  /// The teachers, in seed order.
  public let teachers: [RunRecord]
  /// The arms: students in the plan's order, for each its objectives in the plan's order.
  public let arms: [ArmRecords]
}

/// The runs of one student with one objective.
public struct ArmRecords: Sendable, Hashable {
  /// The student's name.
  public let student: String
  /// The objective's name.
  public let objective: String
  /// The runs, in seed order.
  public let runs: [RunRecord]
}

/// The runs of a stage of an experiment, numbered seed by seed: first the seed's teacher, then its arms.
struct PlannedRuns: Sendable {
  /// The arms.
  let arms: [RunIdentity.Arm]
  /// The seeds.
  let seeds: [UInt64]
  /// All runs.
  let runs: [Run]

  /// A run, by its places.
  struct Run: Sendable, Hashable {
    /// The place of its seed.
    let seed: Int
    /// The place of its arm; `nil` for the run that trains the teacher.
    let arm: Int?
  }

  /// The arm of a run; `nil` for a teacher's.
  func arm(of run: Run) -> RunIdentity.Arm? { run.arm.map { arms[$0] } }

  fileprivate init(_ arms: [(arm: RunIdentity.Arm, seedCount: Int)], of plan: ExperimentPlan) {
    self.arms = arms.map(\.arm)
    seeds = plan.seedValues(count: arms.map(\.seedCount).max() ?? 0)
    runs = seeds.indices.flatMap { seed in
      [Run(seed: seed, arm: nil)]
        + arms.indices.filter { seed < arms[$0].seedCount }.map { Run(seed: seed, arm: $0) }
    }
  }
}

/// What runs are for.
public enum RunStage: String, Sendable, Hashable, Codable, CaseIterable {
  /// Settings are chosen by them, on the validation part.
  case tuning
  /// They are what the report is about.
  case final
}

extension Experiment {
  /// The runs of a stage; `nil` if there is no such stage.
  ///
  /// - Parameter outcome: what the tuning has chosen, if the plan tunes anything and that is known.
  func plannedRuns(
    _ stage: RunStage, tunedBy outcome: TuningOutcome? = nil
  ) throws(PlanError) -> PlannedRuns? {
    switch stage {
    case .tuning:
      guard let candidates = try tuningCandidates() else { return nil }
      return PlannedRuns(
        candidates.arms.flatMap(\.candidates).map { ($0.arm, $0.seedCount) }, of: plan)
    case .final:
      return PlannedRuns(tuned(by: outcome).runArms.map { ($0, plan.seeds) }, of: plan)
    }
  }
}

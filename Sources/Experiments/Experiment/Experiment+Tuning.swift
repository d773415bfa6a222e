extension Experiment {
  /// The experiment with the arms that a tuning chose in the place of the plan's.
  func tuned(by outcome: TuningOutcome?) -> Experiment {
    guard let outcome else { return self }
    var tuned = self
    for (index, arm) in outcome.arms.enumerated() {
      guard let chosen = arm.best.arm else { preconditionFailure("a tuning read from a file") }
      tuned.replaceArm(index, by: chosen)
    }
    return tuned
  }

  /// The candidates of the plan's tuning; `nil` if it tunes nothing.
  func tuningCandidates() throws(PlanError) -> TuningCandidates? {
    guard let tuning = plan.tuning else { return nil }
    return TuningCandidates(self, try plan.tuningPoints(), seeds: tuning.seeds)
  }
}

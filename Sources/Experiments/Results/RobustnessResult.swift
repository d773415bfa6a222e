/// How an experiment's students do under noise and with few shots.
public struct RobustnessResult: Sendable, Hashable, Codable {
  /// What was looked at; its noise is the same for all.
  public let plan: RobustnessPlan
  /// The arms with circuits.
  public let arms: [Arm]
  /// Whether an objective makes a student more or less robust than the first one does, or than the same objective with circuits
  /// run in another way: the difference between what noise of strength 1 takes from the macro-F1 of the control and what it takes
  /// from the treatment, seed by seed. Above 0 the treatment loses less.
  public let comparisons: [Comparison<ObjectivePair>]
  /// The same under noise of strength 1: treatment - control.
  public let noisyComparisons: [Comparison<ObjectivePair>]

  /// One student with one objective.
  public struct Arm: Sendable, Hashable, Codable {
    /// The student's name.
    public let student: String
    /// The objective's name.
    public let objective: String
    /// The macro-F1 at each strength of the noise.
    public let noise: [Summary]
    /// The macro-F1 with each number of shots.
    public let shots: [Summary]
    /// How many shots come within a twentieth of the ideal score; `nil` if no seed was trained.
    public let shotsNeeded: ShotsNeeded?
  }
}

extension RobustnessResult {
  /// The result of these runs; `nil` if none was looked at.
  ///
  /// - Parameters:
  ///   - objectives: the plan's, the control first.
  init?(
    _ plan: RobustnessPlan, arms records: [ArmRecords], seeds: [UInt64],
    objectives: [ObjectivePlan]
  ) {
    let runs = records.map { arm in
      arm.runs.inOrder(of: seeds).map { run in
        run?.robustness.flatMap { $0.plan == plan ? $0 : nil }
      }
    }
    let arms = zip(records, runs).filter { $0.1.contains { $0 != nil } }.map { arm, runs in
      let present = runs.compactMap { $0 }
      let zero = plan.strengths.firstIndex(of: 0)!
      return Arm(
        student: arm.student, objective: arm.objective,
        noise: plan.strengths.indices.map { index in Summary(runs.map { $0?.noise[index] }) },
        shots: plan.shots.indices.map { index in Summary(runs.map { $0?.shots[index] }) },
        shotsNeeded: ShotsNeeded(
          ideal: present.map { $0.noise[zero] }, counts: plan.shots,
          scores: plan.shots.indices.map { index in present.map { $0.shots[index] } }))
    }
    guard !arms.isEmpty else { return nil }
    self.plan = plan
    self.arms = arms

    let (zero, one) = (plan.strengths.firstIndex(of: 0)!, plan.strengths.firstIndex(of: 1)!)
    func compared(_ value: (Arm) -> [Double?]) -> [Comparison<ObjectivePair>] {
      arms.flatMap { treatment in
        arms.filter { control in
          control.student == treatment.student
            && objectives.compares(treatment.objective, with: control.objective)
        }.map { control in
          Comparison(
            ObjectivePair(
              student: control.student, treatment: treatment.objective,
              control: control.objective),
            PairedDifference(treatment: value(treatment), control: value(control)))
        }
      }.adjustedAsTable()
    }
    comparisons = compared { arm in
      zip(arm.noise[one].values, arm.noise[zero].values).map { noisy, ideal in
        if let noisy, let ideal { noisy - ideal } else { nil }
      }
    }
    noisyComparisons = compared { $0.noise[one].values }
  }
}

extension [ObjectivePlan] {
  /// Whether an objective's robustness is compared with another's: the first one, or one before it that differs only in how
  /// circuits are run.
  fileprivate func compares(_ treatment: String, with control: String) -> Bool {
    guard let place = firstIndex(where: { $0.name == treatment }),
      let other = firstIndex(where: { $0.name == control }), other < place
    else { return false }
    let (first, second) = (self[place], self[other])
    return other == 0
      || (first.terms == second.terms && first.teacher == second.teacher
        && first.execution != second.execution)
  }
}

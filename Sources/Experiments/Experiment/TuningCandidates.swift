import HybridModels

/// What each arm may become: the different arms that it is at the points of a tuning, and on how many seeds each is tried.
///
/// A point that changes nothing of an arm is no candidate: temperatures do not concern an arm with labels alone. All arms are
/// trained as often as the one with the most candidates; those with fewer try each of them on more seeds.
struct TuningCandidates: Sendable {
  /// Of each arm of the experiment, in its order.
  let arms: [Candidates]
  /// How many training runs each arm has.
  let budget: Int

  /// The candidates of an arm.
  struct Candidates: Sendable {
    /// The arm's names.
    let student, objective: String
    /// What it may become, in the order of the points; at least one.
    var candidates: [Candidate] = []
  }

  /// What an arm may become.
  struct Candidate: Sendable {
    /// The arm.
    let arm: RunIdentity.Arm
    /// The settings of the first point at which it is that.
    let settings: [TunedSetting]
    /// On how many seeds it is tried, from the plan's first on.
    var seedCount = 0
  }

  /// The candidates at these points.
  init(_ experiment: Experiment, _ points: [TuningPoint], seeds: Int) {
    var arms = experiment.arms.map {
      Candidates(student: $0.student.name, objective: $0.objective.name)
    }
    var known: [Set<RunIdentity.Arm>] = arms.map { _ in [] }
    for point in points {
      let plan = point.experiment.plan
      var found: [String: RunIdentity.Arm] = [:]
      for (student, objective) in point.experiment.arms {
        found["\(student.name)/\(objective.name)"] = plan.arm(student, objective)
      }
      for index in arms.indices {
        // With other sizes a control may have another name; then the plan's is as good.
        guard let arm = found["\(arms[index].student)/\(arms[index].objective)"],
          known[index].insert(arm).inserted
        else { continue }
        arms[index].candidates.append(Candidate(arm: arm, settings: point.settings))
      }
    }
    for index in arms.indices where arms[index].candidates.isEmpty {
      let (student, objective) = experiment.arms[index]
      arms[index].candidates = [
        Candidate(arm: experiment.plan.arm(student, objective), settings: [])
      ]
    }
    let budget = seeds * arms.map(\.candidates.count).max()!
    for index in arms.indices {
      let count = arms[index].candidates.count
      for place in 0..<count {
        arms[index].candidates[place].seedCount = budget / count + (place < budget % count ? 1 : 0)
      }
    }
    self.arms = arms
    self.budget = budget
  }

  /// On how many seeds any candidate is tried.
  var seedCount: Int { arms.flatMap(\.candidates).map(\.seedCount).max()! }

  /// Chooses for each arm the candidate with the highest mean macro-F1 on the validation part; of equal ones the first. A run that
  /// failed has 0; one that is missing does not count.
  ///
  /// - Parameter record: the run of an arm with a seed, counted from the plan's first; `nil` if it is missing.
  func chosen(
    _ record: (_ arm: RunIdentity.Arm, _ seed: Int) throws -> RunRecord?
  ) rethrows -> TuningOutcome {
    TuningOutcome(
      budget: budget,
      arms: try arms.map { arm in
        let results = try arm.candidates.map { candidate in
          let scores = try (0..<candidate.seedCount).compactMap { seed in
            try record(candidate.arm, seed).map { $0.trained?.validationMacroF1 ?? 0 }
          }
          return TunedArm.Candidate(
            settings: candidate.settings, runs: candidate.seedCount,
            validationMacroF1: Summary(scores), arm: candidate.arm)
        }
        var best = 0
        for index in results.indices
        where results[index].score > results[best].score { best = index }
        return TunedArm(
          student: arm.student, objective: arm.objective, candidates: results, chosen: best)
      })
  }
}

extension TunedArm.Candidate {
  fileprivate var score: Double { validationMacroF1.mean ?? -1 }
}

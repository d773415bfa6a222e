/// What a tuning chose.
public struct TuningOutcome: Sendable, Hashable, Codable {
  /// How many training runs each arm had: the same for all.
  public let budget: Int
  /// Each arm, in the order of the results.
  public let arms: [TunedArm]
}

extension TuningOutcome {
  /// How many of its runs are missing from a folder, in a sentence; `nil` if none is.
  var missingRemark: String? {
    let missing = arms.flatMap(\.candidates).reduce(0) {
      $0 + $1.runs - $1.validationMacroF1.values.count
    }
    return missing == 0
      ? nil
      : "\(missing) of \(budget * arms.count) runs of the tuning are missing: what it chose is chosen among the others"
  }
}

/// The candidates of one arm, and which was chosen.
public struct TunedArm: Sendable, Hashable, Codable {
  /// The student's name.
  public let student: String
  /// The objective's name.
  public let objective: String
  /// What was tried.
  public let candidates: [Candidate]
  /// The place of the one that was best on the validation part.
  public let chosen: Int

  /// The chosen candidate.
  public var best: Candidate { candidates[chosen] }

  /// What an arm might become.
  public struct Candidate: Sendable, Hashable, Codable {
    /// The settings that make it.
    public let settings: [TunedSetting]
    /// How many seeds it was tried on.
    public let runs: Int
    /// How well it did on the validation part.
    public let validationMacroF1: Summary
    /// The arm itself; result files have what tells it from the others.
    let arm: RunIdentity.Arm?

    private enum CodingKeys: CodingKey {
      case settings, runs, validationMacroF1
    }

    init(
      settings: [TunedSetting], runs: Int, validationMacroF1: Summary, arm: RunIdentity.Arm?
    ) {
      self.settings = settings
      self.runs = runs
      self.validationMacroF1 = validationMacroF1
      self.arm = arm
    }

    /// Reads a candidate of a result file.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        settings: try container.decode([TunedSetting].self, forKey: .settings),
        runs: try container.decode(Int.self, forKey: .runs),
        validationMacroF1: try container.decode(Summary.self, forKey: .validationMacroF1), arm: nil)
    }
  }
}

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

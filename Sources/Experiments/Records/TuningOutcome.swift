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

/// A place of a plan with what stands there.
public struct TunedSetting: Sendable, Hashable, Codable {
  /// The place, as `--set` has it.
  public let place: String
  /// What stands there.
  public let value: PlanValue
}

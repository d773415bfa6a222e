/// What an experiment found: the contents of a result file, format `qdistill-results/1`.
public struct ExperimentResults: Sendable, Hashable, Codable {
  /// The format's name and version.
  public let format: String
  /// What was run, with every default written out.
  public let plan: ExperimentPlan
  /// Where and with what.
  public let provenance: Provenance
  /// How well the teachers do.
  public let teacher: TeacherResult
  /// The ceiling: the macro-F1 of Bayes' rule, which knows how the data are made, on a large sample.
  /// (It maximises accuracy, not macro-F1; and on one seed's test part chance may lift a model above it.)
  /// `nil` where nobody knows how the data are made.
  public let bayesOptimalF1: Double?
  /// What was chosen on the validation part before; `nil` if nothing was.
  public let tuning: TuningOutcome?
  /// How well each student does with each objective.
  public let arms: [ArmResult]
  /// What each objective changes for each student, against the plan's first objective.
  public let comparisons: [Comparison<ObjectivePair>]
  /// How the plan's subject does beside each other student, for each objective.
  public let studentComparisons: [Comparison<StudentPair>]
  /// How much more each objective changes for the plan's subject than for each other student: the
  /// difference of differences.
  public let gainComparisons: [Comparison<GainPair>]
  /// How each arm that a control asks about does beside the one that answers.
  public let controlComparisons: [Comparison<ControlPair>]
  /// How students do under noise and with few shots; `nil` if the plan does not ask.
  public let robustness: RobustnessResult?
}

/// The teachers of an experiment.
public struct TeacherResult: Sendable, Hashable, Codable {
  /// How many parameters the networks have that were trained here; `nil` if there are others.
  public let parameters: Int?
  /// How many seeds' teachers could not be trained.
  public let failedSeeds: Int
  /// How many seeds' teachers are missing from the run folder.
  public let missingSeeds: Int
  /// What came of each seed, in seed order.
  public let outcomes: [SeedOutcome]
  /// The macro-averaged F1 score on the test part.
  public let macroF1: Summary
}

/// One student with one objective.
public struct ArmResult: Sendable, Hashable, Codable {
  /// The student's name.
  public let student: String
  /// The objective's name.
  public let objective: String
  /// The control that the arm was added for; `nil` for those of the plan.
  public let control: String?
  /// How many parameters the model has.
  public let parameters: Int
  /// How many of them are angles of circuits.
  public let quantumParameters: Int
  /// How many of them belong to classical layers.
  public let classicalParameters: Int
  /// How many of them training changes.
  public let trainedParameters: Int
  /// How many of them no output depends on.
  public let inactiveParameters: Int
  /// How many seeds' training failed.
  public let failedSeeds: Int
  /// How many seeds' runs are missing from the run folder.
  public let missingSeeds: Int
  /// What came of each seed, in seed order.
  public let outcomes: [SeedOutcome]
  /// The macro-averaged F1 score on the test part.
  public let macroF1: Summary
  /// The share of right predictions.
  public let accuracy: Summary
  /// The expected calibration error, 15 bins.
  public let calibrationError: Summary
  /// The share of predictions that equal the teacher's.
  public let teacherAgreement: Summary
  /// The mean KL divergence from the teacher's class probabilities, in nats.
  public let teacherDivergence: Summary
  /// The macro-averaged F1 score on the validation part; without values if there is none.
  public let validationMacroF1: Summary
  /// The mean loss of the last epoch, in nats; without values if there was none.
  public let finalLoss: Summary
}

/// What came of a seed: why it has a score, or none.
public enum SeedOutcome: String, Sendable, Hashable, Codable {
  /// It was trained and evaluated.
  case trained
  /// Training failed.
  case failed
  /// Its run is not in the run folder from which the results were rebuilt.
  case missing

  /// What came of a run that may be missing.
  init(_ run: RunRecord?) {
    self = run.map { $0.trained == nil ? .failed : .trained } ?? .missing
  }
}

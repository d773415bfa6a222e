/// The smallest student: a search on the validation part, and its confirmation on the test part.
///
/// Every candidate is trained for the plan's first objective and for one that a teacher takes part in, on a few seeds. Those that
/// no smaller one beats clearly on the validation part, with a teacher or without, are then trained on all of the plan's seeds. What
/// is best of them is chosen on the validation part again, as the best of many on few seeds looks better than it is; the test part
/// is looked at once, after that.
public struct Compression: Sendable {
  /// The plan whose students are the candidates.
  let search: ExperimentPlan
  /// What is tried.
  public let candidates: [CompressedStudent]
  /// The plan that is compressed.
  let plan: ExperimentPlan
  /// The objective with a teacher.
  let treatment: ObjectivePlan
  /// The share of the teacher's macro-F1 that is wanted.
  let target: Double

  /// A search for the smallest student of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan whose subject is to become smaller; its data have a validation part.
  ///   - target: the share of the teacher's macro-F1 that is wanted, above 0, at most 1.
  ///   - name: what the objective with the plan's teacher is called; `nil` for the first, after the control, that the subject is
  ///     trained for.
  ///   - seeds: how many seeds candidates are trained on.
  ///   - space: which smaller students are tried.
  /// - Throws: `PlanError` for a plan that cannot be compressed.
  public init(
    _ plan: ExperimentPlan, target: Double, treatment name: String? = nil, seeds: Int,
    space: CompressionSpace = CompressionSpace()
  ) throws(PlanError) {
    precondition(target > 0 && target <= 1, "\(target) of the teacher's macro-F1")
    _ = try Experiment(plan)
    guard plan.data.hasValidation else {
      throw PlanError(
        "data", "students are chosen on a validation part, and the data have none: give them one")
    }
    guard
      let treatment = plan.objectives.dropFirst().first(where: {
        $0.name == name || (name == nil && $0.isFor(plan.subject))
      }), treatment.teacher == .plan
    else {
      throw PlanError(
        "objectives",
        name.map { "\($0) is not there, is the first one, or has another teacher than the plan's" }
          ?? "there is no second one, which a teacher takes part in")
    }
    self.plan = plan
    self.target = target
    self.treatment = treatment
    candidates = try plan.compressionCandidates(space)
    var search = plan
    search.objectives = [plan.objectives[0], treatment]
    for index in search.objectives.indices { search.objectives[index].students = nil }
    search.students = candidates.map(\.student)
    search.seeds = seeds
    search.controls = []
    search.tuning = nil
    self.search = search
  }

  /// The experiment of the search.
  public var searchExperiment: Experiment {
    get throws { try Experiment(search) }
  }

  /// The experiment that confirms: the students near the fronts and the subject, on all seeds.
  public func confirmation(of fronts: CompressionFronts) throws -> Experiment {
    var plan = search
    plan.seeds = self.plan.seeds
    let promising = Set(fronts.promising.map(\.candidate.student.name))
    plan.students = candidates.map(\.student).filter {
      $0.name == plan.subject || promising.contains($0.name)
    }
    return try Experiment(plan)
  }

  /// What runs of the search, or of its confirmation, show.
  public func fronts(_ records: ExperimentRecords) -> CompressionFronts {
    func mean(_ student: String, _ objective: String) -> Double? {
      records.arms.first { $0.student == student && $0.objective == objective }.flatMap { arm in
        Summary(arm.runs.map { $0.trained?.validationMacroF1 ?? 0 }).mean
      }
    }
    let teacher = Summary(records.teachers.map { $0.trained?.validationMacroF1 }).mean
    func scores(_ objective: String) -> [ScoredStudent] {
      candidates.compactMap { candidate in
        mean(candidate.student.name, objective).map {
          ScoredStudent(candidate: candidate, validationMacroF1: $0)
        }
      }
    }
    return CompressionFronts(
      control: plan.objectives[0].name, treatment: treatment.name, target: target,
      teacherValidationMacroF1: teacher, untaught: scores(plan.objectives[0].name),
      taught: scores(treatment.name))
  }
}

/// A candidate with its mean macro-F1 on the validation part.
public struct ScoredStudent: Sendable, Hashable {
  /// The candidate.
  public let candidate: CompressedStudent
  /// How well it does.
  public let validationMacroF1: Double
}

/// What candidates reach for their size.
public struct CompressionFronts: Sendable, Hashable {
  /// The objectives without and with a teacher.
  public let control, treatment: String
  /// The share of the teacher's macro-F1 that is wanted.
  public let target: Double
  /// The teacher's mean macro-F1 on the validation part; `nil` if no teacher could be trained.
  public let teacherValidationMacroF1: Double?
  /// All candidates, without and with a teacher.
  public let untaught, taught: [ScoredStudent]

  /// The macro-F1 on the validation part that is wanted; `nil` without a teacher.
  public var wanted: Double? { teacherValidationMacroF1.map { target * $0 } }

  /// Those that no candidate of as many parameters or fewer beats, from the smallest on; of equal ones that with fewer gates on
  /// two qubits.
  public static func front(of scores: [ScoredStudent]) -> [ScoredStudent] {
    var front: [ScoredStudent] = []
    let sorted = scores.sorted {
      ($0.candidate.parameters, -$0.validationMacroF1, $0.candidate.twoQubitGates)
        < ($1.candidate.parameters, -$1.validationMacroF1, $1.candidate.twoQubitGates)
    }
    for score in sorted where score.validationMacroF1 > front.last?.validationMacroF1 ?? -1 {
      front.append(score)
    }
    return front
  }

  /// The fronts without and with a teacher.
  public var untaughtFront: [ScoredStudent] { Self.front(of: untaught) }
  /// The fronts without and with a teacher.
  public var taughtFront: [ScoredStudent] { Self.front(of: taught) }

  /// A mean of few seeds may be off by so much.
  static let margin = 0.02

  /// Those that are on a front, or below it by no more than a margin.
  var promising: [ScoredStudent] {
    [untaught, taught].flatMap { scores in
      let front = Self.front(of: scores)
      return scores.filter { score in
        let best = front.last { $0.candidate.parameters <= score.candidate.parameters }
        return score.validationMacroF1 >= (best?.validationMacroF1 ?? 0) - Self.margin
      }
    }
  }

  /// The taught student with the fewest parameters, and then the fewest gates on two qubits, that reaches the target on the
  /// validation part; `nil` if none does.
  public var smallest: ScoredStudent? {
    guard let wanted else { return nil }
    return taught.filter { $0.validationMacroF1 >= wanted }.min {
      ($0.candidate.parameters, $0.candidate.twoQubitGates, -$0.validationMacroF1)
        < ($1.candidate.parameters, $1.candidate.twoQubitGates, -$1.validationMacroF1)
    }
  }

  /// The students of the front without a teacher for which there is no taught one that is as good and no larger.
  public var beatenByNone: [ScoredStudent] { untaughtFront.filter { shortfall(at: $0) > 0 } }

  /// How much the front with a teacher lies below the one without, where it does so most; 0 if it does nowhere.
  public var largestShortfall: Double { max(0, untaughtFront.map(shortfall).max() ?? 0) }

  /// How much better a student without a teacher is than the best taught one that is no larger.
  private func shortfall(at point: ScoredStudent) -> Double {
    let best = taught.filter { $0.candidate.parameters <= point.candidate.parameters }
      .map(\.validationMacroF1).max()
    return point.validationMacroF1 - (best ?? 0)
  }
}

import Distillation

/// What trackers show of a run: settings, curves and scores, each with a name.
public struct TrackedRun: Sendable, Hashable {
  /// The hash that names the run's file in its folder.
  public let hash: String
  /// Where it stands among others: student, objective and seed, or teacher and seed.
  public let path: [String]
  /// Whether it was a try of the plan's tuning, beside others of the same student, objective and seed.
  public let isCandidate: Bool
  /// What was set, in the order of the plan.
  public let parameters: [Parameter]
  /// How the training went.
  public let curves: [Curve]
  /// What came of it.
  public let scores: [Score]
  /// How long it took, in seconds.
  public let seconds: Double
  /// Why training failed, if it did.
  public let failure: String?

  /// A setting.
  public struct Parameter: Sendable, Hashable {
    /// Which: the way to it in a plan, such as `training.optimizer.adam.rate`.
    public let name: String
    /// What was set, as a plan writes it.
    public let value: String
  }

  /// A number that changes while a model is trained.
  public struct Curve: Sendable, Hashable {
    /// What it is.
    public let name: String
    /// How many steps were done at each point.
    public let steps: [Int]
    /// The numbers, as many as there are steps.
    public let values: [Double]
  }

  /// A number at the end.
  public struct Score: Sendable, Hashable {
    /// What it is.
    public let name: String
    /// The number.
    public let value: Double
  }

  /// What is shown of a run.
  ///
  /// - Parameters:
  ///   - record: what the run left, whether it has failed or not.
  ///   - isCandidate: whether it was a try of the plan's tuning.
  public init(_ record: RunRecord, isCandidate: Bool = false) throws {
    let identity = record.identity
    hash = try identity.hash()
    let subject = identity.arm.map { [$0.student.name, $0.objective.name] } ?? ["teacher"]
    path = subject + ["seed-\(identity.seed)"]
    self.isCandidate = isCandidate
    seconds = record.seconds
    parameters = try Self.parameters(record)
    switch record.outcome {
    case .failed(let reason):
      failure = reason
      (curves, scores) = ([], [])
    case .trained(let run):
      failure = nil
      curves = [
        Curve(name: "train/loss", steps: run.curve.steps, values: run.curve.losses),
        Curve(
          name: "validation/macroF1", steps: run.curve.validationSteps,
          values: run.curve.validationMacroF1),
      ].filter { !$0.steps.isEmpty }
      let evaluation = run.evaluation
      scores = [
        ("test/macroF1", evaluation.macroF1), ("test/accuracy", evaluation.accuracy),
        ("test/calibrationError", evaluation.calibrationError),
        ("test/teacherAgreement", evaluation.teacherAgreement),
        ("test/teacherDivergence", evaluation.teacherDivergence),
        ("final/validationMacroF1", run.validationMacroF1), ("final/loss", run.finalLoss),
        ("seconds", record.seconds),
      ].compactMap { name, value in value.map { Score(name: name, value: $0) } }
    }
  }

  /// What the run is called: its path, and of several tries which one.
  public var name: String {
    (path + (isCandidate ? ["tuning", shortHash] : [])).joined(separator: " ")
  }

  /// As much of the hash as tells a few runs apart.
  var shortHash: String { String(hash.prefix(8)) }

  /// How many steps were done when it ended; 0 without any.
  var lastStep: Int { curves.compactMap(\.steps.last).max() ?? 0 }

  private static func parameters(_ record: RunRecord) throws -> [Parameter] {
    let identity = record.identity
    var parameters: [Parameter] = []
    func add(_ name: String, _ value: (some CustomStringConvertible)?) {
      if let value { parameters.append(Parameter(name: name, value: "\(value)")) }
    }
    func addAll(_ name: String, _ plan: (some Encodable)?) throws {
      guard let plan else { return }
      // An objective's own name is there already.
      for (path, text) in try PlanEncoder.encode(plan).leaves where path != "name" {
        add(path.isEmpty ? name : "\(name).\(path)", text)
      }
    }
    let arm = identity.arm
    add("student", arm?.student.name ?? "teacher")
    add("objective", arm?.objective.name)
    add("seed", identity.seed)
    add("parameters", record.trained?.parameters.count)
    if let arm {
      try addAll("training", arm.training)
      try addAll("circuits", arm.execution)
      try addAll("objective", arm.objective)
      if let teacher = arm.teacher {
        add("taughtBy", "\(teacher.student.name) \(teacher.objective.name)")
      }
      add("peer", arm.peer?.name)
      try addAll("layers", arm.student.layers)
    } else {
      try addAll("teacher", identity.teacher)
    }
    add("dataSHA256", identity.dataSHA256)
    add("version", identity.version)
    add("instructionSet", record.machine.instructionSet)
    return parameters
  }
}

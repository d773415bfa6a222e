import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import Tables

/// A plan made ready: its generator, models and objectives. Everything that is random comes from named
/// streams of a run's seed, so that all arms of a seed share data, teacher, batches, and (students with the
/// same layers) initial parameters.
public struct Experiment: Sendable {
  /// What was planned.
  public let plan: ExperimentPlan
  /// The students: the plan's in its order, then those of controls.
  public let students: [(name: String, model: Model)]
  /// The objectives, in the plan's order.
  public let objectives: [(name: String, objective: Objective)]
  /// The networks that are trained to teach: one, or those of an ensemble, or none.
  let teacherNetworks: [Model]
  /// The arms that answer the plan's controls.
  let controlArms: [ControlArm]
  /// The students with the objectives that they are trained for: the plan's, then those of controls.
  let arms: [(student: StudentPlan, objective: ObjectivePlan)]
  /// The same as runs' identities have them: after a tuning, with what it chose.
  private(set) var runArms: [RunIdentity.Arm]
  /// The models of the students in the arms.
  private var models: [StudentPlan: Model]
  /// The ways in which circuits are run while students are trained.
  private let executions: [ExecutionPlan: CircuitExecution]
  /// The noise that students are looked at under in the end.
  let robustnessNoise: (any CircuitNoise)?
  /// How many features and classes the data have.
  let inputCount, classCount: Int

  /// Makes a plan ready.
  ///
  /// - Throws: `PlanError` for what cannot be.
  public init(_ plan: ExperimentPlan) throws(PlanError) {
    try plan.check()
    let plan = try plan.resolvingDevices()
    self.plan = plan
    (inputCount, classCount) = (plan.data.inputCount, plan.data.classCount)
    let (inputCount, classCount) = (inputCount, classCount)
    teacherNetworks = try plan.teacher.makeNetworks(
      inputCount: inputCount, classCount: classCount, place: "teacher")
    func model(of student: StudentPlan) throws(PlanError) -> (name: String, model: Model) {
      (student.name, try student.makeModel(inputCount: inputCount, classCount: classCount))
    }
    // What is wrong with the plan's own students is said before anything is made of them.
    var students = try plan.students.map(model)
    let controlArms = try plan.controlArms()
    self.controlArms = controlArms
    var arms = plan.arms
    for control in controlArms {
      for arm in [
        (control.student, control.objective), (control.controlStudent, control.controlObjective),
      ] where !arms.contains(where: { $0 == arm }) {
        arms.append(arm)
      }
    }
    for (student, _) in arms where !students.contains(where: { $0.name == student.name }) {
      students.append(try model(of: student))
    }
    self.arms = arms
    self.students = students
    runArms = arms.map { plan.arm($0.student, $0.objective) }
    models = Dictionary(
      uniqueKeysWithValues: (plan.students + arms.map(\.student)).reduce(into: [StudentPlan]()) {
        if !$0.contains($1) { $0.append($1) }
      }.map { student in (student, students.first { $0.name == student.name }!.model) })
    executions = try plan.loadedExecutions(of: runArms, models)
    robustnessNoise = try plan.robustness?.noise.load(place: "robustness.noise")
    try plan.checkRobustness(of: models, robustnessNoise)
    objectives = try plan.objectives.map { objective throws(PlanError) in
      (objective.name, try objective.makeObjective())
    }
    for (student, objective) in arms {
      try objective.check(student: self.model(of: student), called: student.name)
      if case .peer(let peer) = objective.teacher {
        // It is trained for the same objective.
        try objective.check(student: students.first { $0.name == peer }!.model, called: peer)
      }
      try checkFeatures(objective, student: student)
    }
  }

  /// Makes sure that a student who teaches has the numbers that an objective looks at.
  private func checkFeatures(
    _ objective: ObjectivePlan, student: StudentPlan
  ) throws(PlanError) {
    let teacher: String
    switch objective.teacher {
    case .plan, .weakened: return
    case .itself: teacher = student.name
    case .assistant(let name, _), .peer(let name): teacher = name
    }
    let model = students.first { $0.name == teacher }!.model
    try objective.forEachTerm { term throws(InvalidSetting) in
      for choice in term.teacherFeatures {
        if case .peer = objective.teacher, choice != .logits {
          throw InvalidSetting(
            "teacher", "students that teach each other show nothing but their logits: say logits")
        }
        _ = try model.layerIndex(of: choice, name: "teacher")
      }
    }
  }
}

extension Experiment {
  /// What objectives look at of the plan's teacher, beside its logits.
  func teacherFeatures(of arms: [RunIdentity.Arm]) -> Set<FeatureChoice> {
    Set(
      arms.filter { $0.objective.teacher.isOfPlan }.flatMap { $0.objective.terms }
        .flatMap { $0.term.teacherFeatures }
    ).subtracting([.logits])
  }

  /// The model of a student.
  ///
  /// - Precondition: it is one of the plan's, of its controls or of its tuning.
  func model(of student: StudentPlan) -> Model {
    if let model = models[student] { return model }
    guard let model = try? student.makeModel(inputCount: inputCount, classCount: classCount) else {
      preconditionFailure("the student \(student.name) cannot be made")
    }
    return model
  }

  /// The model that is trained in an arm: its circuits run as the arm says.
  func trainedModel(of arm: RunIdentity.Arm) -> Model {
    executed(model(of: arm.student), in: arm)
  }

  /// The model of the student that is trained beside it, if there is one.
  func trainedPeer(of arm: RunIdentity.Arm) -> Model? {
    arm.peer.map { executed(model(of: $0), in: arm) }
  }

  private func executed(_ model: Model, in arm: RunIdentity.Arm) -> Model {
    guard let plan = arm.execution else { return model }
    // Those that a tuning tries are not the plan's, and were checked as plans of their own.
    guard let execution = executions[plan] ?? (try? plan.load(place: "training")) else {
      preconditionFailure("the noise of \(arm.student.name) cannot be made")
    }
    return model.executed(execution)
  }

  /// Puts another arm, one of the same student and objective with other settings, into a place.
  mutating func replaceArm(_ index: Int, by arm: RunIdentity.Arm) {
    runArms[index] = arm
    models[arm.student] = model(of: arm.student)
  }

  /// Makes sure that a student can take samples, `[samples, inputCount]`.
  func check(
    _ features: Matrix, of part: DataPart, seed: UInt64, for student: (name: String, model: Model)
  ) throws(PlanError) {
    guard let problem = student.model.problem(with: features) else { return }
    throw PlanError(
      "students.\(student.name)[0]", "in the \(part.rawValue) part of seed \(seed): \(problem)")
  }

  /// Makes sure that a teacher has what the objectives look at.
  public func check(_ teacher: ReadyTeacher) throws(PlanError) {
    for objective in plan.objectives where objective.teacher.isOfPlan {
      try objective.forEachTerm { term throws(InvalidSetting) in
        for choice in term.teacherFeatures { try teacher.check(choice, name: "teacher") }
      }
    }
  }

  /// How many parameters the teacher has; `nil` if not all of it is trained here.
  var teacherParameterCount: Int? {
    plan.teacher.isTrainedHere ? teacherNetworks.reduce(0) { $0 + $1.parameterCount } : nil
  }
}

extension TeacherPlan {
  fileprivate var isTrainedHere: Bool {
    switch self {
    case .network: true
    case .file, .onnx, .model: false
    case .ensemble(let members, _): members.allSatisfy(\.isTrainedHere)
    }
  }
}

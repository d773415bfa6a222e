import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import RandomStreams
import Tables

/// A plan made ready: its generator, models and objectives. Everything that is random comes from named
/// streams of a run's seed, so that all arms of a seed share data, teacher, batches, and (students with the
/// same layers) initial parameters.
public struct Experiment: Sendable {
  /// What was planned.
  public let plan: ExperimentPlan
  /// The students, in the plan's order.
  public let students: [(name: String, model: Model)]
  /// The objectives, in the plan's order.
  public let objectives: [(name: String, objective: Objective)]
  /// The networks that are trained to teach: one, or those of an ensemble, or none.
  let teacherNetworks: [Model]
  /// How many features and classes the data have.
  let inputCount, classCount: Int

  /// Makes a plan ready.
  ///
  /// - Throws: `PlanError` for what cannot be.
  public init(_ plan: ExperimentPlan) throws(PlanError) {
    try plan.check()
    self.plan = plan
    (inputCount, classCount) = (plan.data.inputCount, plan.data.classCount)
    let (inputCount, classCount) = (inputCount, classCount)
    teacherNetworks = try plan.teacher.makeNetworks(
      inputCount: inputCount, classCount: classCount, place: "teacher")
    students = try plan.students.map { student throws(PlanError) in
      (student.name, try student.makeModel(inputCount: inputCount, classCount: classCount))
    }
    objectives = try plan.objectives.map { objective throws(PlanError) in
      (objective.name, try objective.makeObjective())
    }
    for student in students {
      for objective in plan.objectives {
        try objective.check(student: student.model, called: student.name)
      }
    }
  }
}

extension Experiment {
  /// Makes sure that a teacher has what the objectives look at.
  public func check(_ teacher: ReadyTeacher) throws(PlanError) {
    for objective in plan.objectives {
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

// MARK: - The data's way through one seed

extension Experiment {
  /// How logits do on labelled samples, beside a teacher's; without them, beside themselves.
  func evaluate(
    _ logits: Matrix, labels: [Int], teacherLogits: Matrix? = nil
  ) throws(TrainingFailure) -> Evaluation {
    guard logits.elements.allSatisfy(\.isFinite) else { throw .logits }
    let evaluation = Evaluation(
      logits: logits, teacherLogits: teacherLogits ?? logits, labels: labels)
    // Finite logits may be so far apart that their divergence is not.
    guard evaluation.teacherDivergence.isFinite else { throw .logits }
    return evaluation
  }

  /// Trains a student. The streams do not depend on the objective: arms are paired.
  func trainStudent(
    _ model: Model, objective: Objective, seed: UInt64, set: TrainingSet, threadCount: Int = 1,
    checkpoints: RunCheckpoints? = nil
  ) throws(TrainingFailure) -> TrainedParameters {
    var initial = RandomStream(seed: seed, name: "init")
    let trainer = Trainer(
      model, objective: objective, settings: plan.training, threadCount: threadCount)
    return try trainer.train(
      on: set, from: model.initialParameters(from: &initial),
      batches: RandomStream(seed: seed, name: "batches"), resuming: checkpoints?.last,
      epochDone: { checkpoints?.epochDone($0) })
  }
}

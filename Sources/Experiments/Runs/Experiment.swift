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
  /// The teacher's network.
  public let teacherModel: Model
  /// The students, in the plan's order.
  public let students: [(name: String, model: Model)]
  /// The objectives, in the plan's order.
  public let objectives: [(name: String, objective: Objective)]
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
    teacherModel = try plan.teacher.makeModel(inputCount: inputCount, classCount: classCount)
    students = try plan.students.map { student throws(PlanError) in
      (student.name, try student.makeModel(inputCount: inputCount, classCount: classCount))
    }
    objectives = try plan.objectives.map { objective throws(PlanError) in
      (objective.name, try objective.makeObjective())
    }
  }
}

// MARK: - The data's way through one seed

extension Experiment {
  /// Trains a seed's teacher.
  public func trainTeacher(
    seed: UInt64, data: DataParts, threadCount: Int = 1
  ) throws(TrainingFailure) -> TrainedParameters {
    var initial = RandomStream(seed: seed, name: "teacher/init")
    let trainer = Trainer(
      teacherModel, objective: Objective([CrossEntropyTerm(weight: 1)]),
      settings: plan.teacher.training, threadCount: threadCount)
    return try trainer.train(
      on: TrainingSet(data.teacher), from: teacherModel.initialParameters(from: &initial),
      batches: RandomStream(seed: seed, name: "teacher/batches"))
  }

  /// How a trained model does on labelled samples, beside a teacher's logits for them; without them, beside
  /// itself.
  func evaluate(
    _ model: Model, parameters: [Double], on samples: Dataset, teacherLogits: Matrix? = nil
  ) throws(TrainingFailure) -> Evaluation {
    let logits = model.logits(for: samples.features, parameters: parameters)
    guard logits.elements.allSatisfy(\.isFinite) else { throw .logits }
    let evaluation = Evaluation(
      logits: logits, teacherLogits: teacherLogits ?? logits, labels: samples.labels)
    // Finite logits may be so far apart that their divergence is not.
    guard evaluation.teacherDivergence.isFinite else { throw .logits }
    return evaluation
  }

  /// Trains a student. The streams do not depend on the objective: arms are paired.
  func trainStudent(
    _ model: Model, objective: Objective, seed: UInt64, set: TrainingSet, threadCount: Int = 1
  ) throws(TrainingFailure) -> TrainedParameters {
    var initial = RandomStream(seed: seed, name: "init")
    let trainer = Trainer(
      model, objective: objective, settings: plan.training, threadCount: threadCount)
    return try trainer.train(
      on: set, from: model.initialParameters(from: &initial),
      batches: RandomStream(seed: seed, name: "batches"))
  }
}

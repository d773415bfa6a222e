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
  let generator: ExtendedXOR

  /// More seeds than anyone can use; their records would still fit in memory.
  public static let seedLimit = 1_000_000

  /// Makes a plan ready.
  ///
  /// - Throws: `PlanError` or `DatasetError` for what cannot be.
  public init(_ plan: ExperimentPlan) throws {
    guard (1...Self.seedLimit).contains(plan.seeds) else {
      throw PlanError("seeds", "\(plan.seeds); there must be 1 to \(Self.seedLimit)")
    }
    guard (0...Int.max - plan.seeds).contains(plan.firstSeed) else {
      throw PlanError(
        "firstSeed",
        "\(plan.firstSeed); it must be 0 to \(Int.max - plan.seeds) for \(plan.seeds) seeds")
    }
    guard !plan.objectives.isEmpty else { throw PlanError("objectives", "there are none") }
    try Self.checkNames(plan.students.map(\.name), in: "students")
    try Self.checkNames(plan.objectives.map(\.name), in: "objectives")
    guard plan.students.contains(where: { $0.name == plan.subject }) else {
      throw PlanError("subject", "\"\(plan.subject)\" is no student")
    }
    try plan.teacher.training.check(place: "teacher.training")
    try plan.training.check(place: "training")
    self.plan = plan
    generator = try plan.data.makeGenerator()
    for part in DataPart.allCases {
      do throws(DatasetError) {
        try generator.check(perBlob: plan.data.perBlob[part])
      } catch {
        throw PlanError("data.perBlob.\(part.rawValue)", "\(error)")
      }
    }
    let (inputCount, classCount) = (generator.dimension, generator.classCount)
    teacherModel = try plan.teacher.makeModel(inputCount: inputCount, classCount: classCount)
    students = try plan.students.map {
      ($0.name, try $0.makeModel(inputCount: inputCount, classCount: classCount))
    }
    objectives = try plan.objectives.map { ($0.name, try $0.makeObjective()) }
  }

  private static func checkNames(_ names: [String], in place: String) throws(PlanError) {
    var seen: Set<String> = []
    if names.contains("") { throw PlanError(place, "one has no name") }
    for name in names where !seen.insert(name).inserted {
      throw PlanError(place, "there are two called \"\(name)\"")
    }
  }
}

// MARK: - The data's way through one seed

extension Experiment {
  /// Draws a seed's four parts.
  public func makeData(seed: UInt64) throws(DatasetError) -> DataParts {
    try DataParts { part throws(DatasetError) in
      try generator.sample(part, perBlob: plan.data.perBlob[part], seed: seed)
    }
  }

  /// Trains a seed's teacher.
  public func trainTeacher(
    seed: UInt64, data: DataParts
  ) throws(TrainingFailure) -> TrainedParameters {
    var initial = RandomStream(seed: seed, name: "teacher/init")
    let trainer = Trainer(
      teacherModel, objective: Objective([CrossEntropyTerm(weight: 1)]),
      settings: plan.teacher.training)
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
    _ model: Model, objective: Objective, seed: UInt64, set: TrainingSet
  ) throws(TrainingFailure) -> TrainedParameters {
    var initial = RandomStream(seed: seed, name: "init")
    return try Trainer(model, objective: objective, settings: plan.training).train(
      on: set, from: model.initialParameters(from: &initial),
      batches: RandomStream(seed: seed, name: "batches"))
  }
}

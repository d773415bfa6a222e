import Datasets
import Distillation
import FileFormats
import HybridModels

/// Runs an experiment: teachers first, then every arm of every seed, several at a time. What a run folder
/// already holds is not computed again.
///
/// A result does not depend on how many runs go on at a time, nor on their order.
public struct ExperimentRunner: Sendable {
  /// What is run.
  public let experiment: Experiment
  /// Where finished runs are kept.
  public let store: RunStore
  /// How many runs go on at a time.
  public let jobs: Int

  /// A runner.
  ///
  /// - Precondition: `jobs` is at least 1.
  public init(_ experiment: Experiment, store: RunStore, jobs: Int) {
    precondition(jobs >= 1, "\(jobs) runs at a time")
    self.experiment = experiment
    self.store = store
    self.jobs = jobs
  }

  /// Runs everything.
  ///
  /// - Parameter report: called after each run, one call at a time.
  /// - Returns: the records, sorted as the plan is.
  public func run(
    report: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async throws -> ExperimentRecords {
    let plan = experiment.plan
    let arms = plan.students.indices.flatMap { student in
      plan.objectives.indices.map { (student: student, objective: $0) }
    }
    let reporter = ProgressReporter(
      total: plan.seeds * (1 + arms.count), report: report)
    let seeds = try await concurrentMap(plan.seedValues, jobs: jobs) { seed in
      let seedRun = try prepare(seed: seed)
      await reporter.finished(wasStored: seedRun.teacherWasStored)
      return seedRun
    }
    let tasks = seeds.flatMap { seed in arms.map { (seed: seed, arm: $0) } }
    let records = try await concurrentMap(tasks, jobs: jobs) { task in
      let (record, wasStored) = try runArm(
        student: task.arm.student, objective: task.arm.objective, of: task.seed)
      await reporter.finished(wasStored: wasStored)
      return record
    }
    return ExperimentRecords(
      teachers: seeds.map(\.teacherRecord),
      arms: arms.enumerated().map { index, arm in
        ArmRecords(
          student: plan.students[arm.student].name, objective: plan.objectives[arm.objective].name,
          runs: seeds.indices.map { records[$0 * arms.count + index] })
      })
  }

  /// Draws a seed's data and trains its teacher.
  private func prepare(seed: UInt64) throws -> SeedRun {
    let data = try experiment.makeData(seed: seed)
    let identity = RunIdentity(
      seed: seed, dataSHA256: data.sha256, teacher: experiment.plan.teacher, arm: nil)
    if let stored = try store.record(of: identity) {
      return SeedRun(experiment, data, teacherRecord: stored, teacherWasStored: true)
    }
    let record: RunRecord
    do throws(TrainingFailure) {
      let trained = try experiment.trainTeacher(seed: seed, data: data)
      let logits = experiment.teacherModel.logits(
        for: data.test.features, parameters: trained.parameters)
      record = RunRecord(
        identity, trained,
        Evaluation(logits: logits, teacherLogits: logits, labels: data.test.labels))
    } catch {
      record = RunRecord(identity, error)
    }
    try store.save(record)
    return SeedRun(experiment, data, teacherRecord: record, teacherWasStored: false)
  }

  /// Trains one student for one objective.
  private func runArm(
    student: Int, objective: Int, of seed: SeedRun
  ) throws -> (record: RunRecord, wasStored: Bool) {
    let plan = experiment.plan
    var identity = seed.teacherRecord.identity
    identity.arm = RunIdentity.Arm(
      student: plan.students[student], objective: plan.objectives[objective],
      training: plan.training)
    if let stored = try store.record(of: identity) { return (stored, true) }

    let record: RunRecord
    if let teaching = seed.teaching {
      let model = experiment.students[student].model
      do throws(TrainingFailure) {
        let trained = try experiment.trainStudent(
          model, objective: experiment.objectives[objective].objective, seed: identity.seed,
          set: teaching.set)
        let logits = model.logits(for: seed.test.features, parameters: trained.parameters)
        record = RunRecord(
          identity, trained,
          Evaluation(
            logits: logits, teacherLogits: teaching.testLogits, labels: seed.test.labels))
      } catch {
        record = RunRecord(identity, error)
      }
    } else {
      record = RunRecord(identity, MissingTeacher())
    }
    try store.save(record)
    return (record, false)
  }
}

/// A seed whose teacher is trained, ready for the students.
private struct SeedRun: Sendable {
  let teacherRecord: RunRecord
  let teacherWasStored: Bool
  let test: Dataset
  /// What students learn from, and the teacher's logits for the test part; `nil` if its training failed.
  let teaching: (set: TrainingSet, testLogits: Matrix)?

  init(
    _ experiment: Experiment, _ data: DataParts, teacherRecord: RunRecord, teacherWasStored: Bool
  ) {
    self.teacherRecord = teacherRecord
    self.teacherWasStored = teacherWasStored
    test = data.test
    if teacherRecord.failure == nil {
      let teacher = Teacher(experiment.teacherModel, parameters: teacherRecord.parameters)
      // Soft targets: once for the data set, at whatever temperature they are used.
      teaching = (
        TrainingSet(data.student, teacherLogits: teacher.logits(for: data.student.features)),
        teacher.logits(for: data.test.features)
      )
    } else {
      teaching = nil
    }
  }
}

/// Why a student was not trained.
private struct MissingTeacher: Error, CustomStringConvertible {
  var description: String { "the teacher's training failed" }
}

import Datasets
import Distillation
import FileFormats
import HybridModels
import Tables

extension ExperimentRunner {
  /// A student to be trained for an objective, with a seed.
  struct ArmRun: Sendable {
    let arm: RunIdentity.Arm
    let seed: SeedRun
  }

  /// Trains these, and gives their records in the same order. Those who are taught by students come after them.
  func run(_ tasks: [ArmRun], _ reporter: ProgressReporter) async throws -> [RunRecord] {
    let threads = max(1, jobs / max(1, tasks.count))
    var records = [RunRecord?](repeating: nil, count: tasks.count)
    for depth in 0...(tasks.map(\.arm.depth).max() ?? 0) {
      let places = tasks.indices.filter { tasks[$0].arm.depth == depth }
      let done = try await sharedMap(places, jobs: jobs) { place, waits -> RunRecord? in
        let task = tasks[place]
        guard
          let (record, wasStored) = try runArm(
            task.arm, of: task.seed, waits: waits, threadCount: threads)
        else { return nil }
        await reporter.finished(record, wasStored: wasStored)
        return record
      }
      for (place, record) in zip(places, done) { records[place] = record }
    }
    return records.map { $0! }
  }

  /// Looks at trained students with circuits under noise and with few shots, where nobody has; puts it into their records.
  func addRobustness(
    to records: [RunRecord], of tasks: [ArmRun]
  ) async throws -> [RunRecord] {
    guard let plan = experiment.plan.robustness, let noise = experiment.robustnessNoise else {
      return records
    }
    return try await concurrentMap(Array(records.indices), jobs: jobs) { index in
      var record = records[index]
      guard let run = record.trained, record.robustness?.plan != plan,
        tasks[index].arm.student.hasCircuits
      else { return record }
      record.robustness = RunRobustness(
        plan, noise: noise, of: experiment.model(of: tasks[index].arm.student),
        parameters: run.parameters, on: tasks[index].seed.test, seed: record.identity.seed)
      try store.save(record)
      return record
    }
  }

  /// Trains a seed's teacher, if there is anything to train; `nil` if another process is at it, for whom this one is not to
  /// wait.
  func prepare(
    seed: UInt64, data: SeedData, choices: Set<FeatureChoice>, waits: Bool, threadCount: Int
  ) throws -> SeedRun? {
    try checkSamples(data.parts, seed: seed)
    let identity = RunIdentity(
      seed: seed, dataSHA256: data.parts.sha256, teacher: experiment.plan.teacher,
      teacherSHA256: teacher.sha256, arm: nil)
    let found = try storedOrComputed(
      identity, parameterCount: teacher.parameterCount, waits: waits
    ) { _ throws(TrainingFailure) in
      let trained = try teacher.train(
        on: data.parts.teacher, validation: data.parts.validation, seed: seed,
        threadCount: threadCount)
      let logits = try teacher.logits(
        for: data.parts.test.features, rows: data.rows?.test, parameters: trained.parameters[...])
      let validation = data.parts.validation
      let validationLogits = try teacher.logits(
        for: validation.features, rows: data.rows?.validation, parameters: trained.parameters[...])
      return TrainedRun(
        trained, try Evaluation(of: logits, labels: data.parts.test.labels),
        validationMacroF1: validation.sampleCount == 0
          ? nil
          : macroF1(predictions: validationLogits.argmaxOfRows(), labels: validation.labels))
    }
    guard let (record, wasStored) = found else { return nil }
    return try SeedRun(
      teacherRecord: record, teacherWasStored: wasStored, data: data, teacher: teacher,
      choices: choices)
  }

  /// Makes sure, before anything is trained, that every student can take every sample.
  private func checkSamples(_ parts: DataParts, seed: UInt64) throws(PlanError) {
    for student in experiment.students {
      for part in DataPart.allCases {
        try experiment.check(parts.features(of: part), of: part, seed: seed, for: student)
      }
    }
  }

  /// Trains one student for one objective, after the one who teaches it, if that is a student; `nil` if another process is
  /// at it, for whom this one is not to wait.
  private func runArm(
    _ arm: RunIdentity.Arm, of seed: SeedRun, waits: Bool, threadCount: Int
  ) throws -> (record: RunRecord, wasStored: Bool)? {
    var identity = seed.teacherRecord.identity
    identity.arm = arm
    let model = experiment.model(of: arm.student)
    let objective = try arm.objective.makeObjective()
    let assistant = try arm.teacher.map {
      try runArm($0, of: seed, waits: true, threadCount: threadCount)!.record
    }
    return try storedOrComputed(identity, parameterCount: model.parameterCount, waits: waits) {
      checkpoints throws(TrainingFailure) in
      guard let teaching = seed.teaching else { throw .teacher }
      let trained = try experiment.trainStudent(
        experiment.trainedModel(of: arm), beside: experiment.trainedPeer(of: arm),
        objective: objective,
        seed: seed.seed, settings: arm.training,
        set: try taught(teaching.set, by: assistant, showing: objective.teacherFeatures)
          .weakened(for: arm.objective, seed: seed.seed),
        validation: seed.validation, initialStream: arm.initialStream, threadCount: threadCount,
        checkpoints: checkpoints)
      return TrainedRun(
        trained,
        try Evaluation(
          of: model.logits(for: seed.test.features, parameters: trained.parameters),
          labels: seed.test.labels, teacherLogits: teaching.testLogits),
        validationMacroF1: try experiment.macroF1(
          of: model, parameters: trained.parameters, on: seed.validation))
    }
  }

  /// The samples with what an assistant says of them, if there is one.
  private func taught(
    _ set: TrainingSet, by assistant: RunRecord?, showing choices: Set<FeatureChoice>
  ) throws(TrainingFailure) -> TrainingSet {
    guard let assistant else { return set }
    guard let arm = assistant.identity.arm, let run = assistant.trained else { throw .teacher }
    return set.taught(
      by: Teacher(experiment.model(of: arm.student), parameters: run.parameters),
      showing: choices)
  }

  /// The record of a run: the one in the folder, or a new one, which is put there; `nil` if another process is at it, for
  /// whom this one is not to wait.
  private func storedOrComputed(
    _ identity: RunIdentity, parameterCount: Int, waits: Bool,
    train: (RunCheckpoints) throws(TrainingFailure) -> TrainedRun
  ) throws -> (record: RunRecord, wasStored: Bool)? {
    func stored() throws -> (record: RunRecord, wasStored: Bool)? {
      try store.record(of: identity, parameterCount: parameterCount).map {
        ($0, try store.hadRecord(of: identity))
      }
    }
    if let found = try stored() { return found }
    guard let claim = try store.claim(identity, waits: waits) else { return nil }
    // Who had the claim before may have done it.
    if let found = try stored() { return found }
    let checkpoints = try RunCheckpoints(identity, in: store, interval: checkpointInterval)
    let start = ContinuousClock.now
    let outcome: RunOutcome
    do throws(TrainingFailure) {
      outcome = .trained(run: try train(checkpoints))
    } catch {
      outcome = .failed(reason: "\(error)")
      log?.add(.failed(identity, reason: "\(error)"))
    }
    let record = RunRecord(
      identity: identity, outcome: outcome, machine: .current,
      seconds: (ContinuousClock.now - start) / .seconds(1))
    try store.save(record)
    try store.removeCheckpoint(of: identity)
    claim.release()
    return (record, false)
  }
}

import Datasets
import Distillation
import FileFormats
import HybridModels
import Tables

/// Runs an experiment: teachers first, then every arm of every seed, several at a time. What a run folder
/// already holds is not computed again.
///
/// A result does not depend on how many runs go on at a time, nor on their order.
public struct ExperimentRunner: Sendable {
  /// What is run.
  public let experiment: Experiment
  /// What is learnt.
  public let data: ExperimentData
  /// Who teaches.
  public let teacher: ReadyTeacher
  /// Where finished runs are kept.
  public let store: RunStore
  /// How many runs go on at a time. Where there are fewer runs, each may use several threads.
  public let jobs: Int
  /// Where it is written down what happens, if anywhere.
  public let log: RunLog?
  /// How long a run goes on before it is kept where it has come to.
  public let checkpointInterval: Duration

  /// Who is told of each run that is done.
  public var trackers: [TrackerQueue] = []

  /// How long a run usually goes on between two checkpoints: longer than nearly all runs take.
  public static let usualCheckpointSeconds = 30.0

  /// A runner.
  ///
  /// - Precondition: `jobs` is at least 1.
  public init(
    _ experiment: Experiment, data: ExperimentData, teacher: ReadyTeacher, store: RunStore,
    jobs: Int, log: RunLog? = nil,
    checkpointInterval: Duration = .seconds(usualCheckpointSeconds)
  ) {
    precondition(jobs >= 1, "\(jobs) runs at a time")
    self.experiment = experiment
    self.data = data
    self.teacher = teacher
    self.store = store
    self.jobs = jobs
    self.log = log
    self.checkpointInterval = checkpointInterval
  }

  /// Runs everything. What other processes compute in the same folder meanwhile is left to them.
  ///
  /// - Parameter report: called after each run, one call at a time.
  /// - Returns: the records, sorted as the plan is.
  public func run(
    report: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async throws -> ExperimentRecords {
    let plan = experiment.plan
    try experiment.check(teacher)
    let start = ContinuousClock.now
    let tuning = try experiment.tuningCandidates()
    let seedCount = max(plan.seeds, tuning?.seedCount ?? 0)
    let total =
      seedCount + plan.seeds * experiment.arms.count
      + (tuning.map { $0.budget * $0.arms.count } ?? 0)
    log?.add(.started(experiment, runs: total, jobs: jobs))
    let reporter = ProgressReporter(total: total, trackers: trackers, report: report)
    let choices = experiment.teacherFeatures(
      of: experiment.runArms + (tuning?.arms.flatMap { $0.candidates.map(\.arm) } ?? []))
    let seeds = try await sharedMap(plan.seedValues(count: seedCount), jobs: jobs) {
      seed, waits -> SeedRun? in
      let data = try data.parts(seed: seed)
      guard
        let seedRun = try prepare(
          seed: seed, data: data, choices: choices, waits: waits,
          threadCount: max(1, jobs / seedCount))
      else { return nil }
      await reporter.finished(seedRun.teacherRecord, wasStored: seedRun.teacherWasStored)
      return seedRun
    }
    var outcome: TuningOutcome?
    if let tuning { outcome = try await tune(tuning, seeds, reporter) }
    let tuned = experiment.tuned(by: outcome)
    let arms = tuned.runArms
    await reporter.watch(tuned.watchedArms)
    let tasks = seeds.prefix(plan.seeds).flatMap { seed in
      arms.map { ArmRun(arm: $0, seed: seed) }
    }
    let runs = try await addRobustness(to: try await run(tasks, reporter), of: tasks)
    log?.add(
      .finished(await reporter.progress, seconds: (ContinuousClock.now - start) / .seconds(1)))
    return ExperimentRecords(
      teachers: seeds.prefix(plan.seeds).map(\.teacherRecord),
      arms: arms.enumerated().map { index, arm in
        ArmRecords(
          student: arm.student.name, objective: arm.objective.name,
          runs: (0..<plan.seeds).map { runs[$0 * arms.count + index] })
      },
      tuning: outcome)
  }

  /// Trains every candidate of every arm, and chooses.
  private func tune(
    _ candidates: TuningCandidates, _ seeds: [SeedRun], _ reporter: ProgressReporter
  ) async throws -> TuningOutcome {
    let tasks = candidates.arms.flatMap(\.candidates).flatMap { candidate in
      seeds.prefix(candidate.seedCount).map { ArmRun(arm: candidate.arm, seed: $0) }
    }
    let records = try await run(tasks, reporter)
    var known: [RunIdentity.Arm: [UInt64: RunRecord]] = [:]
    for (task, record) in zip(tasks, records) {
      known[task.arm, default: [:]][task.seed.seed] = record
    }
    return candidates.chosen { arm, seed in known[arm]?[seeds[seed].seed] }
  }

  /// A student to be trained for an objective, with a seed.
  private struct ArmRun: Sendable {
    let arm: RunIdentity.Arm
    let seed: SeedRun
  }

  /// Trains these, and gives their records in the same order. Those who are taught by students come after them.
  private func run(_ tasks: [ArmRun], _ reporter: ProgressReporter) async throws -> [RunRecord] {
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
  private func addRobustness(
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
  private func prepare(
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
        trained, try experiment.evaluate(logits, labels: data.parts.test.labels),
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
        try experiment.evaluate(
          model.logits(for: seed.test.features, parameters: trained.parameters),
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

import Distillation
import FileFormats

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
  public let trackers: [TrackerQueue]

  /// How long a run usually goes on between two checkpoints: longer than nearly all runs take.
  public static let usualCheckpointSeconds = 30.0

  /// A runner.
  ///
  /// - Precondition: `jobs` is at least 1.
  public init(
    _ experiment: Experiment, data: ExperimentData, teacher: ReadyTeacher, store: RunStore,
    jobs: Int, log: RunLog? = nil,
    checkpointInterval: Duration = .seconds(usualCheckpointSeconds),
    trackers: [TrackerQueue] = []
  ) {
    precondition(jobs >= 1, "\(jobs) runs at a time")
    self.experiment = experiment
    self.data = data
    self.teacher = teacher
    self.store = store
    self.jobs = jobs
    self.log = log
    self.checkpointInterval = checkpointInterval
    self.trackers = trackers
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
    let seeds = plan.seedValues(count: max(plan.seeds, tuning?.seedCount ?? 0))
    let total =
      seeds.count + plan.seeds * experiment.arms.count
      + (tuning.map { $0.budget * $0.arms.count } ?? 0)
    log?.add(.started(experiment, runs: total, jobs: jobs))
    let reporter = ProgressReporter(total: total, trackers: trackers, report: report)
    let ready = try await prepare(seeds, heard(in: tuning), reporter)
    var outcome: TuningOutcome?
    if let tuning { outcome = try await tune(tuning, ready, reporter) }
    let tuned = experiment.tuned(by: outcome)
    let arms = tuned.runArms
    await reporter.watch(tuned.watchedArms)
    let tasks = ready.prefix(plan.seeds).flatMap { seed in
      arms.map { ArmRun(arm: $0, seed: seed) }
    }
    let runs = try await finish(tasks, reporter)
    log?.add(.finished(await reporter.progress, seconds: (.now - start) / .seconds(1)))
    return ExperimentRecords(
      teachers: ready.prefix(plan.seeds).map(\.teacherRecord),
      arms: arms.enumerated().map { index, arm in
        ArmRecords(
          student: arm.student.name, objective: arm.objective.name,
          runs: (0..<plan.seeds).map { runs[$0 * arms.count + index] })
      },
      tuning: outcome)
  }

  /// Runs a share of everything, and whatever it rests on that is not there yet: teachers, and for final runs a tuning.
  ///
  /// - Parameters:
  ///   - share: a stage, and which of its runs.
  ///   - report: called after each run, one call at a time.
  /// - Returns: how many runs are done, and how many of them were there before.
  /// - Throws: `FileError` for numbers of runs that the plan does not have, and for records that cannot be written; `PlanError` or
  ///   `DatasetError` for a teacher or data that do not fit.
  public func run(
    _ share: RunShare, report: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async throws -> RunProgress {
    try experiment.check(teacher)
    let start = ContinuousClock.now
    let tuning = try experiment.tuningCandidates()
    var outcome: TuningOutcome?
    if share.stage == .final, let tuning {
      let all = experiment.plan.seedValues(count: tuning.seedCount)
      let silent = ProgressReporter(total: 0) { _ in }
      outcome = try await tune(
        tuning, try await prepare(all, heard(in: tuning), silent), silent)
    }
    guard let planned = try experiment.plannedRuns(share.stage, tunedBy: outcome),
      share.isPart(ofRuns: planned.runs.count)
    else {
      throw FileError(
        badContentsOf: "a share of the runs \(share.line)", reason: "the plan has no such runs"
      )
    }
    let runs = share.numbers(below: planned.runs.count).map { planned.runs[$0] }
    let places = Set(runs.map(\.seed)).sorted()
    let reporter = ProgressReporter(
      total: places.count + runs.count { $0.arm != nil }, trackers: trackers, report: report)
    if share.stage == .final { await reporter.watch([]) }
    log?.add(.started(experiment, runs: await reporter.progress.total, jobs: jobs))
    let ready = Dictionary(
      uniqueKeysWithValues: zip(
        places,
        try await prepare(places.map { planned.seeds[$0] }, heard(in: tuning), reporter)))
    let tasks = runs.compactMap { run in
      planned.arm(of: run).map { ArmRun(arm: $0, seed: ready[run.seed]!) }
    }
    _ = try await finish(tasks, reporter, isFinal: share.stage == .final)
    let progress = await reporter.progress
    log?.add(.finished(progress, seconds: (.now - start) / .seconds(1)))
    return progress
  }

  /// What students may want to hear of the plan's teacher.
  private func heard(in tuning: TuningCandidates?) -> Set<FeatureChoice> {
    experiment.teacherFeatures(
      of: experiment.runArms + (tuning?.arms.flatMap { $0.candidates.map(\.arm) } ?? []))
  }

  /// Trains the teachers of these seeds.
  private func prepare(
    _ seeds: [UInt64], _ choices: Set<FeatureChoice>, _ reporter: ProgressReporter
  ) async throws -> [SeedRun] {
    try await sharedMap(seeds, jobs: jobs) { seed, waits -> SeedRun? in
      let data = try data.parts(seed: seed)
      guard
        let seedRun = try prepare(
          seed: seed, data: data, choices: choices, waits: waits,
          threadCount: max(1, jobs / seeds.count))
      else { return nil }
      await reporter.finished(seedRun.teacherRecord, wasStored: seedRun.teacherWasStored)
      return seedRun
    }
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

  /// Trains these, and looks at final ones as the plan says.
  private func finish(
    _ tasks: [ArmRun], _ reporter: ProgressReporter, isFinal: Bool = true
  ) async throws -> [RunRecord] {
    let records = try await run(tasks, reporter)
    return isFinal ? try await addRobustness(to: records, of: tasks) : records
  }
}

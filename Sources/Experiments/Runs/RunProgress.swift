import Distillation

/// How far an experiment is.
public struct RunProgress: Sendable, Hashable {
  /// How many runs there are, teachers included.
  public let total: Int
  /// How many of them are done.
  public let done: Int
  /// How many of the done ones were in the run folder when the work began.
  public let stored: Int
  /// How the experiment's subject does so far.
  public let means: [RunningMean]

  /// The mean over the seeds of an arm that are done.
  public struct RunningMean: Sendable, Hashable {
    /// The student.
    public let student: String
    /// What it was trained for.
    public let objective: String
    /// The mean of the macro-F1 on the test part.
    public let macroF1: Double
  }
}

/// Counts finished runs, one at a time.
actor ProgressReporter {
  private let total: Int
  private var watched: [RunIdentity.Arm] = []
  /// Whether runs are those of the plan's arms by now, and no tries of its tuning.
  private var isTuned = false
  private let trackers: [TrackerQueue]
  private let report: @Sendable (RunProgress) -> Void
  private var done = 0
  private var stored = 0
  private var scores: [RunIdentity.Arm: [Double]] = [:]

  init(
    total: Int, trackers: [TrackerQueue] = [], report: @escaping @Sendable (RunProgress) -> Void
  ) {
    self.total = total
    self.trackers = trackers
    self.report = report
  }

  /// The arms whose means are shown from now on, in this order. Nothing is tuned any more.
  func watch(_ arms: [RunIdentity.Arm]) {
    watched = arms
    isTuned = true
  }

  func finished(_ record: RunRecord, wasStored: Bool) {
    done += 1
    if wasStored { stored += 1 }
    if let arm = record.identity.arm, let run = record.trained, watched.contains(arm) {
      scores[arm, default: []].append(run.evaluation.macroF1)
    }
    for tracker in trackers {
      tracker.add(record, isCandidate: record.identity.arm != nil && !isTuned)
    }
    report(progress)
  }

  var progress: RunProgress {
    RunProgress(total: total, done: done, stored: stored, means: watched.compactMap(mean))
  }

  private func mean(of arm: RunIdentity.Arm) -> RunProgress.RunningMean? {
    guard let scores = scores[arm] else { return nil }
    return RunProgress.RunningMean(
      student: arm.student.name, objective: arm.objective.name,
      macroF1: scores.reduce(0, +) / Double(scores.count))
  }
}

extension Experiment {
  /// The arms that tell most while an experiment goes on: the subject without a teacher, and with the first one.
  var watchedArms: [RunIdentity.Arm] {
    Array(runArms.lazy.filter { $0.student.name == plan.subject }.prefix(2))
  }
}

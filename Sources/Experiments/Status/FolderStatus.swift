import Foundation
import Interchange

/// How far the experiment in a run folder is, whoever works on it: `qdistill status`.
public struct FolderStatus: Sendable, Hashable, Codable {
  /// The format's name and version.
  public let format: String
  /// What the experiment is called.
  public let plan: String
  /// All runs, teachers and those of a tuning included.
  public let runs: RunCounts
  /// The teachers and the arms, in the plan's order; those of a tuning first.
  public let arms: [Arm]
  /// The runs whose training failed, at most ``failureLimit`` of them.
  public let failures: [Failure]
  /// What Slurm was given of this plan.
  public let submissions: [Submission]
  /// What could not be told, a line each.
  public let remarks: [String]

  /// How many failed runs are described.
  public static let failureLimit = 100

  /// The runs of a student with an objective.
  public struct Arm: Sendable, Hashable, Codable {
    /// What they are for.
    public let stage: RunStage
    /// The student; `nil` for the teacher.
    public let student: String?
    /// What it is trained for.
    public let objective: String?
    /// How far they are. Of a tuning those of all settings.
    public let runs: RunCounts
  }

  /// A run whose training failed.
  public struct Failure: Sendable, Hashable, Codable {
    /// The student; `nil` for the teacher.
    public let student: String?
    /// What it was trained for.
    public let objective: String?
    /// The seed.
    public let seed: UInt64
    /// Why.
    public let reason: String
  }

  /// An array of tasks, as Slurm sees it.
  public struct Submission: Sendable, Hashable, Codable {
    /// Where its scripts and logs are.
    public let folder: String
    /// What its runs are for; `nil` for the job that builds the report.
    public let stage: RunStage?
    /// Its number; `nil` if it was never submitted.
    public let job: String?
    /// How many of its tasks wait, run, and are over. If nobody can tell, all seem to be over.
    public let pending, running, over: Int
  }
}

extension FolderStatus {
  /// How far the experiment in a run folder is.
  ///
  /// - Parameters:
  ///   - folder: the run folder, which is only read.
  ///   - onnxRuntime: the library that runs ONNX models; `nil` if it is to be looked for.
  ///   - jobs: how many files are looked at at a time.
  /// - Throws: what the plan's data and teacher throw if they cannot be had.
  public init(_ folder: RunFolder, onnxRuntime: String? = nil, jobs: Int) async throws {
    let experiment = folder.experiment
    let (data, teacher) = try experiment.plan.load(onnxRuntime: onnxRuntime)
    let survey = try await RunSurvey(
      experiment, data: data, teacher: teacher, inRunFolder: folder.path, jobs: jobs)
    let submissions = SlurmSubmission.all(of: experiment.plan, inRunFolder: folder.path)
    var remarks: [String] = []
    var queue: SlurmQueue?
    do {
      queue = try SlurmQueue(
        jobs: submissions.flatMap { $0.submission.arrays.map(\.job) + [$0.submission.reportJob] }
          .compactMap { $0 })
    } catch {
      remarks.append("\(error)")
    }
    self.init(
      experiment, survey, submissions, queue, remarks: remarks, inRunFolder: folder.path)
  }

  init(
    _ experiment: Experiment, _ survey: RunSurvey,
    _ submissions: [(folder: String, submission: SlurmSubmission)], _ queue: SlurmQueue?,
    remarks: [String], inRunFolder folder: String
  ) {
    var survey = survey
    self.remarks = remarks + survey.add(submissions, queue)
    format = "qdistill-status/1"
    plan = experiment.plan.name
    runs = RunCounts(survey.stages.lazy.flatMap(\.states))
    arms = survey.stages.flatMap { $0.arms(of: experiment) }
    failures = survey.failures(inRunFolder: folder, limit: Self.failureLimit)
    self.submissions = submissions.flatMap { place, submission in
      submission.arrays.map { array in
        Submission(
          place, stage: array.stage, job: array.job,
          states: (0..<array.tasks).map { task in array.job.flatMap { queue?[$0, task] } })
      } + [
        Submission(
          place, stage: nil, job: submission.reportJob,
          states: [submission.reportJob.flatMap { queue?[$0] }])
      ]
    }
  }
}

extension FolderStatus.Submission {
  fileprivate init(_ folder: String, stage: RunStage?, job: String?, states: [SlurmQueue.State?]) {
    self.folder = folder
    self.stage = stage
    self.job = job
    pending = states.count { $0 == .pending }
    running = states.count { $0 == .running }
    over = states.count { $0 == nil }
  }
}

extension RunSurvey {
  /// The first runs that failed, and why.
  fileprivate func failures(inRunFolder folder: String, limit: Int) -> [FolderStatus.Failure] {
    let files = RunFilesByName(inRunFolder: folder)
    var failures: [FolderStatus.Failure] = []
    for stage in stages {
      for (index, state) in stage.states.enumerated() where state == .failed {
        guard failures.count < limit else { return failures }
        let run = stage.planned.runs[index]
        let arm = stage.planned.arm(of: run)
        failures.append(
          FolderStatus.Failure(
            student: arm?.student.name, objective: arm?.objective.name,
            seed: stage.planned.seeds[run.seed],
            reason: files.record(stage.names[index])?.failure ?? "unknown"))
      }
    }
    return failures
  }
}

extension RunSurvey.Stage {
  /// How far the teachers and each arm are. Candidates of a tuning count with the arm that they may become.
  fileprivate func arms(of experiment: Experiment) -> [FolderStatus.Arm] {
    var order: [[String]] = []
    var counts: [[String]: RunCounts] = [:]
    for (run, state) in zip(planned.runs, states) {
      let arm = planned.arm(of: run)
      let key = arm.map { [$0.student.name, $0.objective.name] } ?? []
      if counts[key] == nil { order.append(key) }
      counts[key, default: RunCounts()][state] += 1
    }
    return order.map { key in
      FolderStatus.Arm(
        stage: stage, student: key.first, objective: key.last, runs: counts[key]!)
    }
  }
}

extension RunRecord {
  /// Why its training failed; `nil` if it did not.
  fileprivate var failure: String? {
    if case .failed(let reason) = outcome { reason } else { nil }
  }
}

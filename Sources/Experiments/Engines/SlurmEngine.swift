import FileFormats
import Foundation
import Interchange

/// Gives an experiment's missing runs to Slurm, in tasks of a sensible length. Slurm does what is hard: queues, limits, nodes that
/// die.
public struct SlurmEngine: Sendable {
  private let settings: SlurmSettings
  private let executable: String
  private let taskArguments, reportArguments: [String]

  /// What is to be submitted.
  public struct Job: Sendable {
    /// The tasks' scripts, in the order in which they are submitted, and the report's.
    public let scripts: [(name: String, text: String)]
    /// The shares of each stage's tasks.
    let shares: [(stage: RunStage, shares: [RunShare])]
    /// Where it will be: `<run folder>/slurm/<number>`.
    public let folder: String
    /// About how long the longest task takes, in seconds.
    public let longestTask: Double
  }

  /// An engine.
  ///
  /// - Parameters:
  ///   - settings: what Slurm is asked for, for each task.
  ///   - executable: the command `qdistill`, a full path that every node knows.
  ///   - taskArguments: what else `qdistill work` is told.
  ///   - reportArguments: what else `qdistill report` is told.
  public init(
    _ settings: SlurmSettings, executable: String, taskArguments: [String] = [],
    reportArguments: [String] = []
  ) {
    self.settings = settings
    self.executable = executable
    self.taskArguments = taskArguments
    self.reportArguments = reportArguments
  }

  /// Divides what is missing in a run folder among tasks; `nil` if nothing is missing, or all of that is in tasks that wait or run.
  ///
  /// - Parameters:
  ///   - experiment: what is to be run.
  ///   - data: the plan's data, loaded: runs on other data are not counted as there.
  ///   - teacher: the plan's teacher, made ready; likewise.
  ///   - runFolder: need not be there.
  ///   - jobs: how many files are looked at at a time.
  public func job(
    _ experiment: Experiment, data: ExperimentData, teacher: ReadyTeacher, runFolder: String,
    jobs: Int
  ) async throws -> Job? {
    var survey = try await RunSurvey(
      experiment, data: data, teacher: teacher, inRunFolder: runFolder, jobs: jobs)
    let submissions = SlurmSubmission.all(of: experiment.plan, inRunFolder: runFolder)
    // What is in tasks that wait or run is left to them.
    _ = survey.add(
      submissions,
      try SlurmQueue(jobs: submissions.flatMap { $0.submission.arrays.compactMap(\.job) }))
    let mostTasks = Self.largestArray()
    var shares: [(RunStage, [RunShare])] = []
    var longest = 0.0
    for stage in survey.stages where !stage.missing.isEmpty {
      let seconds = ([nil] + stage.planned.arms).map {
        experiment.seconds(of: $0, survey.partSizes) / Double(settings.cpus)
      }
      let divided = stage.divided(
        leastSeconds: settings.taskMinutes * 60, mostTasks: mostTasks
      ) { seconds[$0.map { $0 + 1 } ?? 0] }
      shares.append((stage.stage, divided.shares))
      longest = max(longest, divided.longest)
    }
    if shares.isEmpty { return nil }
    let parent = Self.fullPath(runFolder)
    let taken = SlurmSubmission.numbers(inRunFolder: runFolder)
    let folder = "\(SlurmSubmission.folder(inRunFolder: parent))/\((taken.max() ?? 0) + 1)"
    let scripts = SlurmScripts(
      settings: settings, name: experiment.plan.name, runFolder: parent, folder: folder,
      executable: executable, taskArguments: taskArguments, reportArguments: reportArguments)
    return Job(
      scripts: shares.map { ("\($0.rawValue).sh", scripts.array($0, taskCount: $1.count)) }
        + [("report.sh", scripts.report)],
      shares: shares, folder: folder, longestTask: longest)
  }

  /// Writes a job into its run folder, and submits it: each array after the one before, the report after the last.
  ///
  /// - Returns: what was submitted, and where it is.
  /// - Throws: `InterchangeError` if Slurm is not there, or refuses.
  public func submit(_ job: Job, of plan: ExperimentPlan) throws -> (
    SlurmSubmission, folder: String
  ) {
    guard let sbatch = ExternalProgram(named: "sbatch") else {
      throw InterchangeError(
        "sbatch", "it is not on the path: submit where Slurm is, or leave out --engine slurm",
        isOfMissingProgram: true)
    }
    let folder = job.folder
    try OutputFile.makeFolder(folder)
    try OutputFile.write(try plan.yaml(), to: "\(folder)/plan.yaml")
    for (stage, shares) in job.shares {
      try OutputFile.write(
        shares.map { "\($0.line)\n" }.joined(),
        to: "\(folder)/\(SlurmSubmission.tasksName(stage))")
    }
    for script in job.scripts { try OutputFile.write(script.text, to: "\(folder)/\(script.name)") }
    var submission = SlurmSubmission(
      arrays: job.shares.map { stage, shares in
        SlurmSubmission.Array(
          stage: stage, tasks: shares.count,
          runs: shares.lazy.flatMap(\.ranges).reduce(0) { $0 + $1.count })
      })
    var previous: String?
    for (index, script) in job.scripts.enumerated() {
      let after = previous.map { ["--dependency=afterany:\($0)"] } ?? []
      let outcome = try sbatch.run(["--parsable"] + after + ["\(folder)/\(script.name)"])
      // Such as 4711, or 4711;cluster.
      let number = outcome.output.prefix { $0.isNumber }
      guard outcome.status == 0, !number.isEmpty else {
        throw InterchangeError(
          "sbatch",
          "it refused \(folder)/\(script.name): "
            + outcome.errors.split(separator: "\n").joined(separator: "; "))
      }
      previous = String(number)
      if index < submission.arrays.count {
        submission.arrays[index].job = previous
      } else {
        submission.reportJob = previous
      }
      try submission.write(to: folder)
    }
    return (submission, folder)
  }

  /// How many tasks an array may have here.
  private static func largestArray() -> Int {
    let usual = 1000
    guard let scontrol = ExternalProgram(named: "scontrol"),
      let outcome = try? scontrol.run(["show", "config"]), outcome.status == 0
    else { return usual }
    for line in outcome.output.split(separator: "\n") where line.hasPrefix("MaxArraySize") {
      // Numbers are below it.
      if let size = Int(line.drop { $0 != "=" }.dropFirst().filter(\.isNumber)) {
        return max(1, size)
      }
    }
    return usual
  }

  private static func fullPath(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    return URL(filePath: full).standardizedFileURL.path(percentEncoded: false)
  }
}

extension RunSurvey.Stage {
  /// What is missing, divided among tasks: in order, so that a task has few seeds, of which each takes data and a teacher.
  ///
  /// - Parameters:
  ///   - leastSeconds: how long a task takes at least, if there is so much to do.
  ///   - mostTasks: how many tasks there may be.
  ///   - seconds: about how long the run of an arm takes, by its place; of a teacher for `nil`.
  /// - Returns: the shares, and about how long the longest takes.
  func divided(
    leastSeconds: Double, mostTasks: Int, seconds: (Int?) -> Double
  ) -> (shares: [RunShare], longest: Double) {
    let numbers = missing
    let times = numbers.map { seconds(planned.runs[$0].arm) }
    let total = times.reduce(0, +)
    let count = min(
      mostTasks, numbers.count, leastSeconds > 0 ? max(1, Int(total / leastSeconds)) : .max)
    // Each ends where it comes to its part of all the time.
    var parts: [[Int]] = [[]]
    var (done, start, longest) = (0.0, 0.0, 0.0)
    for (number, time) in zip(numbers, times) {
      if parts.count < count, done - start >= (total - start) / Double(count - parts.count + 1) {
        parts.append([])
        start = done
      }
      parts[parts.count - 1].append(number)
      done += time
      longest = max(longest, done - start)
    }
    return (parts.map { RunShare(stage, $0) }, longest)
  }
}

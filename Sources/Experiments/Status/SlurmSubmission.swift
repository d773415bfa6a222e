import FileFormats
import Foundation
import Interchange

/// What was given to Slurm at once: arrays of tasks, and a job that builds the report after them. It lies in the run folder, in
/// `slurm/<number>/`, with the plan, the scripts, each task's runs and its log.
public struct SlurmSubmission: Sendable, Hashable, Codable {
  /// The format's name and version.
  public let format: String
  /// The arrays: what is tuned first, if anything is.
  public internal(set) var arrays: [Array]
  /// The number of the job that builds the report, once it was submitted.
  public internal(set) var reportJob: String?

  /// An array of tasks.
  public struct Array: Sendable, Hashable, Codable {
    /// What its runs are for.
    public let stage: RunStage
    /// How many tasks it has, numbered from 0.
    public let tasks: Int
    /// How many runs these have.
    public let runs: Int
    /// Its number, once it was submitted.
    public internal(set) var job: String?
  }

  static let fileName = "submission.json"

  init(arrays: [Array]) {
    format = "qdistill-slurm/1"
    self.arrays = arrays
  }

  /// The name of the file of an array's shares: one line a task.
  static func tasksName(_ stage: RunStage) -> String { "\(stage.rawValue).tasks" }

  /// The run folder that a submission's folder is in.
  public static func runFolder(of folder: String) -> String {
    "/"
      + URL(filePath: folder).standardizedFileURL.pathComponents.dropFirst().dropLast(2)
      .joined(separator: "/")
  }

  /// Where submissions of a run folder are.
  static func folder(inRunFolder folder: String) -> String { "\(folder)/slurm" }

  /// The numbers of a run folder's submissions.
  static func numbers(inRunFolder folder: String) -> [Int] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: self.folder(inRunFolder: folder))
    return (names ?? []).compactMap { Int($0) }.sorted()
  }

  /// The submissions of a plan in a run folder, in their order, with where they are. What is no whole one is passed over, and so
  /// are those of another plan, whose runs have other numbers.
  static func all(
    of plan: ExperimentPlan, inRunFolder folder: String
  ) -> [(folder: String, submission: SlurmSubmission)] {
    numbers(inRunFolder: folder).compactMap { number in
      let place = "\(self.folder(inRunFolder: folder))/\(number)"
      guard let submitted = try? PlanFile(contentsOf: "\(place)/plan.yaml").plan(),
        submitted.numbersRuns(as: plan),
        let contents = FileManager.default.contents(atPath: "\(place)/\(fileName)"),
        let submission = try? JSONDecoder().decode(SlurmSubmission.self, from: contents)
      else { return nil }
      return (place, submission)
    }
  }

  /// Writes it down.
  func write(to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try OutputFile.write(try encoder.encode(self), to: "\(folder)/\(Self.fileName)")
  }
}

extension ExperimentPlan {
  /// Whether its runs have the numbers that they have in another plan, which may have more seeds or fewer.
  fileprivate func numbersRuns(as other: ExperimentPlan) -> Bool {
    var plan = self
    (plan.seeds, plan.slurm) = (other.seeds, other.slurm)
    return plan == other
  }
}

extension RunShare {
  /// The shares of an array's tasks.
  ///
  /// - Parameter folder: the submission's.
  /// - Throws: `FileError` if they cannot be read.
  static func all(_ stage: RunStage, inSubmission folder: String) throws(FileError) -> [RunShare] {
    let path = "\(folder)/\(SlurmSubmission.tasksName(stage))"
    guard FileManager.default.fileExists(atPath: path) else {
      throw FileError(
        .read, path, reason: "it is not there; give a submission's folder, such as runs/slurm/1")
    }
    let text = String(decoding: try FileContents(of: path).bytes, as: UTF8.self)
    var shares: [RunShare] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      guard let share = RunShare(stage, line: line) else {
        throw FileError(
          badContentsOf: path,
          reason: "line \(index + 1) should be numbers of runs, such as 0-41,97: \"\(line)\"")
      }
      shares.append(share)
    }
    return shares
  }

  /// The share of one task of a submission.
  ///
  /// - Throws: `FileError` if there is none.
  public init(_ stage: RunStage, task: Int, inSubmission folder: String) throws(FileError) {
    let all = try Self.all(stage, inSubmission: folder)
    guard all.indices.contains(task) else {
      throw FileError(
        badContentsOf: "\(folder)/\(SlurmSubmission.tasksName(stage))",
        reason: "there is no task \(task): it has \(all.count), from 0 on")
    }
    self = all[task]
  }
}

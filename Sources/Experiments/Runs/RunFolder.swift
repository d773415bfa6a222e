import FileFormats
import Foundation

/// A run folder that is only read: the plan that was run in it last, and what came of it.
public struct RunFolder: Sendable {
  /// Where it is.
  public let path: String
  /// What was run.
  public let experiment: Experiment

  /// The run folder at a path.
  ///
  /// - Throws: `FileError` if there is no plan in it, `PlanError` for a plan that cannot be.
  public init(_ path: String) throws {
    // As a shell completes names.
    let name = path.reversed().drop { $0 == "/" }.reversed()
    let path = name.isEmpty ? path : String(name)
    self.path = path
    let plan = "\(path)/plan.yaml"
    guard FileManager.default.fileExists(atPath: plan) else {
      throw FileError(
        .read, plan, reason: "it is not there, so this is no folder that qdistill run has written")
    }
    experiment = try PlanFile(contentsOf: plan).experiment()
  }

  /// All files of its runs.
  ///
  /// - Parameter jobs: how many are read at a time.
  public func readRuns(jobs: Int = 1) async throws -> RunFiles {
    try await RunFiles(in: "\(path)/runs", jobs: jobs)
  }

  /// How many runs went on at a time when its results were written; `nil` if they are not there, or of another plan.
  public var lastJobs: Int? {
    let results = ExperimentResults(inRunFolder: path)
    return results?.plan == experiment.plan ? results?.provenance.jobs : nil
  }

  /// The command that makes what is missing.
  var remedy: String { "qdistill run \(path)/plan.yaml --out \(path)" }
}

extension ExperimentResults {
  /// The results that a run folder holds, if it holds any.
  public init?(inRunFolder folder: String) {
    guard let contents = FileManager.default.contents(atPath: "\(folder)/results.json"),
      let results = try? JSONDecoder().decode(ExperimentResults.self, from: contents)
    else { return nil }
    self = results
  }
}

import Foundation
import Synchronization
import TestSupport

@testable import Experiments

/// Experiments run in folders, and what is seen of them.
struct RunFolderWork {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Runs a plan in the folder of that name.
  ///
  /// - Returns: the records, and how far the work had come at the end.
  func run(
    _ plan: ExperimentPlan, in name: String, jobs: Int = 2
  ) async throws -> (records: ExperimentRecords, progress: RunProgress) {
    let path = "\(folder.path)/\(name)"
    // The log needs the folder.
    _ = try RunStore(inRunFolder: path)
    let last = Mutex<RunProgress?>(nil)
    let records = try await plan.runner(
      in: path, jobs: jobs, log: try RunLog(inRunFolder: path)
    ).run { progress in last.withLock { $0 = progress } }
    return (records, last.withLock { $0! })
  }

  /// The log's lines, without times and processes.
  func log(of name: String) throws -> [String] {
    try String(contentsOfFile: "\(folder.path)/\(name)/run.log", encoding: .utf8)
      .split(separator: "\n").map {
        String($0.replacing(#/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \[\d+\] /#, with: ""))
      }
  }

  func files(of name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(name)/runs").sorted()
  }
}

extension ExperimentRecords {
  /// What does not depend on the machine and its load.
  var outcomes: [RunOutcome] { (teachers + arms.flatMap(\.runs)).map(\.outcome) }

  /// When each run was computed, as far as the time that it took tells.
  var seconds: [Double] { (teachers + arms.flatMap(\.runs)).map(\.seconds) }
}

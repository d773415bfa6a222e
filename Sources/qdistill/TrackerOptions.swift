import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Interchange
import Synchronization

/// Where finished runs are shown beside the run folder.
struct TrackerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Also write each run for TensorBoard, below this folder.", valueName: "dir"))
  var tensorboard: String?

  @Option(
    help: ArgumentHelp(
      "Also send runs and report to this MLflow server, such as http://localhost:5000.",
      valueName: "uri"))
  var mlflow: String?

  func validate() throws {
    if tensorboard?.isEmpty == true {
      throw ValidationError("--tensorboard needs a name, not \"\"")
    }
    if let mlflow, MLflowAddress(mlflow) == nil {
      throw ValidationError(
        "--mlflow \(mlflow): it must be a server's address, like http://localhost:5000")
    }
  }

  /// The same trackers as another command is asked for.
  func arguments(subfolder: String?) -> [String] {
    (tensorboard.map { ["--tensorboard", folder($0, subfolder)] } ?? [])
      + (mlflow.map { ["--mlflow", $0] } ?? [])
  }

  private func folder(_ folder: String, _ subfolder: String?) -> String {
    subfolder.map { "\(folder)/\($0)" } ?? folder
  }

  /// The trackers that were asked for, at work.
  ///
  /// - Parameters:
  ///   - plan: what is run.
  ///   - subfolder: where its runs go among those of other variants, if there are others.
  ///   - lost: the trackers that have failed, which are left out.
  ///   - work: what goes on without a tracker that failed.
  ///   - warn: is told in a sentence of a tracker that failed.
  /// - Throws: `FileError` if a folder cannot be written to.
  func queues(
    _ plan: ExperimentPlan, runFolder: String, subfolder: String? = nil,
    lost: LostTrackers = LostTrackers(), work: String = "the run goes on",
    warn: @escaping @Sendable (String) -> Void
  ) throws -> [TrackerQueue] {
    var trackers: [any RunTracker] = []
    if let tensorboard {
      trackers.append(
        try TensorBoardTracker(folder: folder(tensorboard, subfolder)))
    }
    if let mlflow {
      let address = MLflowAddress(mlflow, environment: ProcessInfo.processInfo.environment)!
      trackers.append(
        MLflowTracker(MLflowClient(address), experiment: plan.name, runFolder: runFolder))
    }
    return trackers.filter { !lost.contains($0) }.map { tracker in
      TrackerQueue(tracker) {
        lost.insert(tracker)
        warn("\($0); \(work) without it, and the same command sends what is missing")
      }
    }
  }
}

/// The trackers that have failed while a command was at work: none is tried, or told of, again.
final class LostTrackers: Sendable {
  private let names = Mutex<Set<String>>([])

  func insert(_ tracker: any RunTracker) {
    names.withLock { _ = $0.insert(tracker.name) }
  }

  func contains(_ tracker: any RunTracker) -> Bool {
    names.withLock { $0.contains(tracker.name) }
  }
}

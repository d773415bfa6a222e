import Crypto
import FileFormats
import Foundation

/// What happened in a run folder, and when: `run.log`, a line an event, to which every process that works there appends.
public struct RunLog: Sendable {
  /// What is worth a line.
  public enum Event: Sendable {
    /// A process begins to work.
    case started(Experiment, runs: Int, jobs: Int)
    /// A run's training failed.
    case failed(RunIdentity, reason: String)
    /// All runs are there.
    case finished(RunProgress, seconds: Double)
    /// The process was asked to stop, by this signal.
    case stopped(signal: String)
    /// The process cannot go on.
    case gaveUp(reason: String)
  }

  private let path: String

  /// The log of a run folder that is there.
  ///
  /// - Throws: `FileError` if it cannot be written to.
  public init(inRunFolder folder: String) throws(FileError) {
    path = "\(folder)/run.log"
    try OutputFile.append("", to: path)
  }

  /// Adds a line. Should the disk be full by then, the log does without it: no result depends on it.
  public func add(_ event: Event) {
    let now = Date.now.formatted(.iso8601)
    try? OutputFile.append("\(now) [\(getpid())] \(event.line)\n", to: path)
  }

  /// Does some work, and adds a line if it cannot go on.
  public func recordingFailure<Value>(
    of work: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await work()
    } catch {
      add(.gaveUp(reason: "\(error)"))
      throw error
    }
  }
}

extension RunLog.Event {
  /// The event without line breaks, which a name or a reason may have.
  fileprivate var line: String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private var text: String {
    switch self {
    case .started(let experiment, let runs, let jobs):
      let plan = experiment.plan
      let seeds = plan.seedValues
      let hash = (try? plan.yaml()).map { SHA256.hash(data: Data($0.utf8)).hexadecimal } ?? "?"
      return
        "started: qdistill \(Provenance.packageVersion), plan \(plan.name) (SHA-256 \(hash)), seeds "
        + "\(seeds.first!) to \(seeds.last!), \(runs) runs, \(jobs) at a time"
    case .failed(let identity, let reason):
      let arm = identity.arm.map { "\($0.student.name) \($0.objective.name)" } ?? "teacher"
      return "failed: \(arm), seed \(identity.seed): \(reason)"
    case .finished(let progress, let seconds):
      return "finished: \(progress.done) runs, \(progress.stored) of them found, in "
        + "\(String(format: "%.1f", seconds)) s"
    case .stopped(let signal): return "stopped: \(signal)"
    case .gaveUp(let reason): return "gave up: \(reason)"
    }
  }
}

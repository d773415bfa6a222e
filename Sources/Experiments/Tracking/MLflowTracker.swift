import FileFormats
import Foundation
import Interchange

/// Shows runs on an MLflow server, in an experiment that is named as the plan.
///
/// A run there says by its tags which of ours it is. One search in the beginning finds those that are there; another, for a run that
/// is not, and a claim to it in the run folder, keep two processes from sending it twice. What a process that was killed
/// has left half sent is sent to its end.
public struct MLflowTracker: RunTracker {
  /// `MLflow`
  public let name = "MLflow"
  /// The server's address.
  public var place: String { "at \(client.address)" }
  /// A server answers four times a run, and lets each answer wait for 40 ms, but works meanwhile for others.
  public let senders = 6
  private let client: MLflowClient
  private let experiment: String
  private let claims: String
  /// The experiment's name on the server, once that was asked.
  private var experimentID = ""
  /// What was there in the beginning.
  private var sent: Set<Key> = []

  /// Which run of ours one on the server is.
  private struct Key: Hashable {
    let hash, name: String
  }

  /// A tracker.
  ///
  /// - Parameters:
  ///   - client: the server.
  ///   - experiment: what the experiment is called.
  ///   - runFolder: where the runs are.
  public init(_ client: MLflowClient, experiment: String, runFolder: String) {
    self.client = client
    self.experiment = experiment
    claims = "\(runFolder)/runs"
  }

  /// Lets the server be silent for no more than a few seconds.
  public func hurry() { client.hurry() }

  /// Finds or makes the experiment, and sees which runs are there.
  public mutating func begin() throws(MLflowError) {
    experimentID = try client.experimentID(named: experiment)
    let runs = try client.runs(inExperiment: experimentID, where: "\(Tag.hash.inFilter) LIKE '%'")
    sent = Set(runs.filter(\.hasEnded).compactMap(Self.key))
  }

  private static func key(_ run: MLflowRun) -> Key? {
    guard let hash = run.tag(Tag.hash.rawValue), let name = run.tag(Tag.name.rawValue) else {
      return nil
    }
    return Key(hash: hash, name: name)
  }

  /// Sends a run.
  public func add(_ run: TrackedRun) throws {
    let key = Key(hash: run.hash, name: run.name)
    guard !sent.contains(key) else { return }
    try claiming(key) { there in
      if there.contains(where: \.hasEnded) { return }
      var tags: [Tag: String] = [
        .stage: run.isCandidate ? "tuning" : "training", .seconds: "\(run.seconds)",
      ]
      tags[.failure] = run.failure
      let target =
        try there.first
        ?? create(key, startTime: Self.now - Int64(1000 * run.seconds), tags: tags)
      // One that was left half sent may have been another folder's, and have taken longer.
      let seconds = target.tag(Tag.seconds.rawValue).flatMap { Double($0) } ?? run.seconds
      let start = target.info.startTime
      try client.log(
        run.parameters.map { MLflowEntry($0.name, $0.value) },
        run.metrics(startingAt: start, seconds: seconds), to: target)
      try client.end(
        target, run.failure == nil ? .finished : .failed, endTime: start + Int64(1000 * seconds))
    }
  }

  /// Sends the report's files, as artifacts of a run of its own.
  public func add(report files: [String]) throws {
    let key = Key(hash: "report", name: "report")
    try claiming(key) { there in
      let target = try there.first ?? create(key, startTime: Self.now, tags: [.stage: "report"])
      for file in files {
        let contents = try FileContents(of: file)
        try client.upload(
          Data(contents.bytes), as: URL(filePath: file).lastPathComponent, to: target)
      }
      try client.end(target, .finished, endTime: Self.now)
    }
  }

  /// Sends something, unless another process that works in the folder is just sending the same: it is left to that one, and
  /// nobody waits.
  ///
  /// - Parameter send: is given those on the server that are this one of ours: one, unless somebody has copied it.
  private func claiming(_ key: Key, send: ([MLflowRun]) throws -> Void) throws {
    guard let claim = try FileClaim(to: "\(claims)/\(key.hash).mlflow", waits: false) else {
      return
    }
    try send(runs(of: key))
    claim.release()
  }

  /// Those on the server that are this one of ours.
  private func runs(of key: Key) throws(MLflowError) -> [MLflowRun] {
    try client.runs(inExperiment: experimentID, where: "\(Tag.hash.inFilter) = '\(key.hash)'")
      .filter { Self.key($0) == key }
  }

  private func create(
    _ key: Key, startTime: Int64, tags: [Tag: String]
  ) throws(MLflowError) -> MLflowRun {
    let all = tags.merging([.hash: key.hash, .name: key.name]) { first, _ in first }
    return try client.createRun(
      inExperiment: experimentID, named: key.name, startTime: startTime,
      tags: [MLflowEntry("mlflow.source.name", "qdistill")]
        + all.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { MLflowEntry($0.key.rawValue, $0.value) }
    ) { () throws(MLflowError) in try runs(of: key).first }
  }

  /// In milliseconds since 1970.
  private static var now: Int64 { Int64(1000 * Date.now.timeIntervalSince1970) }

  /// What our runs say of themselves.
  private enum Tag: String {
    /// The hash that names a run's file; `report` for the report.
    case hash = "qdistill.run"
    case name = "qdistill.name"
    case stage = "qdistill.stage"
    case seconds = "qdistill.seconds"
    case failure = "qdistill.failure"

    var inFilter: String { "tags.`\(rawValue)`" }
  }
}

extension TrackedRun {
  /// The run's numbers. Their times are made of what the server knows, so that to send them again changes nothing.
  ///
  /// - Parameters:
  ///   - start: when it began, in milliseconds since 1970.
  ///   - seconds: how long it took.
  func metrics(startingAt start: Int64, seconds: Double) -> [MLflowMetric] {
    func metric(_ name: String, _ value: Double, _ step: Int) -> MLflowMetric {
      MLflowMetric(
        name, value, step: step, timestamp: start + Int64(1000 * seconds * share(step)))
    }
    return curves.flatMap { curve in
      zip(curve.steps, curve.values).map { metric(curve.name, $1, $0) }
    } + scores.map { metric($0.name, $0.value, lastStep) }
  }
}

import Foundation
import Synchronization
import TestSupport

/// As much of MLflow as a tracker sees, in memory.
final class FakeMLflow: Sendable {
  struct Run {
    var name: String
    var tags: [[String: String]]
    var status = "RUNNING"
    var parameters: [String: String] = [:]
    /// Equal ones are one, as in MLflow.
    var metrics: Set<Metric> = []
    var files: [String] = []
  }

  /// What the server does once with requests to create a run.
  enum Failure {
    case hangUpBefore, hangUpAfterwards
  }

  struct Metric: Hashable {
    let key: String
    let value: Double
    let step: Int
    let timestamp: Int
  }

  private let state = Mutex<[Run]>([])
  private let failure = Mutex<Failure?>(nil)
  let server: LocalServer

  var runs: [Run] { state.withLock { $0 } }

  init() throws {
    let box = Box()
    server = try LocalServer { request in
      guard let fake = box.fake.withLock({ $0 }) else { return .say(500, "") }
      let body =
        (try? JSONSerialization.jsonObject(with: Data(request.body.utf8))) as? [String: Any]
      let failure = request.path.hasSuffix("runs/create") ? fake.takeFailure() : nil
      if failure == .hangUpBefore { return .hangUp }
      let answer = fake.state.withLock { Self.answer(request, body ?? [:], &$0) }
      if failure == .hangUpAfterwards { return .hangUp }
      return answer.map { .say(200, $0) } ?? .say(404, "{}")
    }
    box.fake.withLock { $0 = self }
  }

  private final class Box: Sendable {
    let fake = Mutex<FakeMLflow?>(nil)
  }

  /// Fails when the next run is to be created.
  func fail(_ next: Failure) { failure.withLock { $0 = next } }

  private func takeFailure() -> Failure? {
    failure.withLock { failure in
      defer { failure = nil }
      return failure
    }
  }

  /// Ends what is there as if its sender had been killed.
  func leaveUnfinished(_ index: Int) { state.withLock { $0[index].status = "RUNNING" } }

  private static func answer(
    _ request: LocalServer.Request, _ body: [String: Any], _ runs: inout [Run]
  ) -> String? {
    let index = (body["run_id"] as? String).flatMap { Int($0) }
    switch request.path.split(separator: "?")[0].split(separator: "/").dropFirst(3)
      .joined(separator: "/")
    {
    case "experiments/get-by-name":
      return #"{"experiment": {"experiment_id": "1", "lifecycle_stage": "active"}}"#
    case "runs/search":
      let filter = body["filter"] as? String ?? ""
      let hash = filter.split(separator: "= '").last.map { $0.dropLast() }
      let found = runs.indices.filter { index in
        filter.hasSuffix("LIKE '%'")
          || runs[index].tags.contains {
            $0["key"] == "qdistill.run" && $0["value"].map { $0[...] } == hash
          }
      }
      return #"{"runs": [\#(found.map { text(runs[$0], $0) }.joined(separator: ","))]}"#
    case "runs/create":
      runs.append(
        Run(name: body["run_name"] as! String, tags: body["tags"] as! [[String: String]]))
      return #"{"run": \#(text(runs.last!, runs.count - 1))}"#
    case "runs/log-batch":
      for entry in body["params"] as! [[String: String]] {
        runs[index!].parameters[entry["key"]!] = entry["value"]!
      }
      for metric in body["metrics"] as! [[String: Any]] {
        runs[index!].metrics.insert(
          Metric(
            key: metric["key"] as! String, value: metric["value"] as! Double,
            step: metric["step"] as! Int, timestamp: metric["timestamp"] as! Int))
      }
      return "{}"
    case "runs/update":
      runs[index!].status = body["status"] as! String
      return "{}"
    case let path where path.hasPrefix("artifacts/"):
      let parts = path.split(separator: "/")
      runs[Int(parts[1])!].files.append(String(parts.last!))
      return "{}"
    default: return nil
    }
  }

  private static func text(_ run: Run, _ index: Int) -> String {
    let tags = run.tags.map { #"{"key": "\#($0["key"]!)", "value": "\#($0["value"]!)"}"# }
    return """
      {"info": {"run_id": "\(index)", "status": "\(run.status)", "start_time": 1,
      "artifact_uri": "mlflow-artifacts:/\(index)"}, "data": {"tags": [\(tags.joined(separator: ","))]}}
      """
  }
}

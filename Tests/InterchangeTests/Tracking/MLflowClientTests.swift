import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Interchange

/// Why something failed; `nothing` if it did not.
private func reason(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing"
  } catch { return "\(error)" }
}

/// What one thread says to others.
private final class Word: Sendable {
  private let word = Mutex<String?>(nil)
  var said: String? {
    get { word.withLock { $0 } }
    set { word.withLock { $0 = newValue } }
  }
}

@Suite struct MLflowClientTests {
  private func client(_ server: LocalServer) throws -> MLflowClient {
    let address = try #require(MLflowAddress(server.address + "/prefix"))
    return MLflowClient(address, patience: 0.5, hurriedPatience: 0.2)
  }

  private func run(artifacts: String = "mlflow-artifacts:/1/a/artifacts") throws -> MLflowRun {
    try JSONDecoder().decode(
      MLflowRun.self,
      from: Data(
        """
        {"info": {"run_id": "a", "status": "RUNNING", "start_time": 5, "artifact_uri": "\(artifacts)"}, "data": {}}
        """.utf8))
  }

  @Test func anExperimentIsFoundOrMade() throws {
    let server = try LocalServer { request in
      request.path.contains("get-by-name?experiment_name=two%20words")
        ? .say(404, #"{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "none"}"#)
        : request.path.hasSuffix("create")
          ? .say(200, #"{"experiment_id": "7"}"#)
          : .say(200, #"{"experiment": {"experiment_id": "3", "lifecycle_stage": "active"}}"#)
    }
    #expect(try client(server).experimentID(named: "old") == "3")
    #expect(try client(server).experimentID(named: "two words") == "7")
    let post = try #require(server.requests.last)
    #expect(post.method == "POST" && post.body == #"{"name":"two words"}"#)
    #expect(post.path == "/prefix/api/2.0/mlflow/experiments/create")
    #expect(post.headers["content-type"] == "application/json")
  }

  @Test func aDeletedExperimentIsNotUsed() throws {
    let server = try LocalServer { _ in
      .say(200, #"{"experiment": {"experiment_id": "3", "lifecycle_stage": "deleted"}}"#)
    }
    let reason = reason { _ = try client(server).experimentID(named: "x") }
    #expect(reason == "the experiment x was deleted there: restore it, or rename the plan")
  }

  @Test func runsComePageByPage() throws {
    let run =
      #"{"info": {"run_id": "a", "status": "FINISHED", "start_time": 5, "artifact_uri": ""}, "data": {"tags": [{"key": "k", "value": "v"}]}}"#
    let server = try LocalServer { request in
      request.body.contains(#""page_token":"next""#)
        ? .say(200, #"{"runs": [\#(run)], "next_page_token": ""}"#)
        : .say(200, #"{"runs": [\#(run), \#(run)], "next_page_token": "next"}"#)
    }
    let runs = try client(server).runs(inExperiment: "3", where: "tags.k = 'v'")
    #expect(runs.count == 3 && runs[0].tag("k") == "v" && runs[0].hasEnded)
    #expect(server.requests[0].body.contains(#""filter":"tags.k = 'v'""#))
    let none = try LocalServer { _ in .say(200, "{}") }
    #expect(try client(none).runs(inExperiment: "3", where: "").isEmpty)
  }

  @Test(arguments: [
    (0, 0, 1), (100, 900, 1), (100, 1000, 2), (101, 1, 2), (1, 2001, 3), (250, 1001, 3),
  ])
  func requestsHoldNoMoreThanMLflowTakes(
    parameterCount: Int, metricCount: Int, requestCount: Int
  ) throws {
    struct Batch: Decodable {
      struct Metric: Decodable { let step: Int }
      let params: [MLflowEntry]
      let metrics: [Metric]
    }
    let server = try LocalServer { _ in .say(200, "{}") }
    try client(server).log(
      (0..<parameterCount).map { MLflowEntry("p\($0)", "") },
      (0..<metricCount).map { MLflowMetric("m", 0.5, step: $0, timestamp: 1) }, to: run())
    let batches = try server.requests.map {
      try JSONDecoder().decode(Batch.self, from: Data($0.body.utf8))
    }
    #expect(batches.count == requestCount)
    // `MAX_PARAMS_TAGS_PER_BATCH` and `MAX_ENTITIES_PER_BATCH` of mlflow/utils/validation.py.
    #expect(
      batches.allSatisfy {
        $0.params.count <= 100 && $0.params.count + $0.metrics.count <= 1000
      })
    #expect(batches.flatMap(\.params).map(\.key) == (0..<parameterCount).map { "p\($0)" })
    #expect(batches.flatMap(\.metrics).map(\.step) == Array(0..<metricCount))
  }

  @Test func whatMLflowWouldRefuseIsMadeToFit() throws {
    let server = try LocalServer { _ in .say(200, "{}") }
    let long = String(repeating: "é", count: 6001)
    try client(server).log(
      [MLflowEntry("a[0]", long)],
      [
        MLflowMetric("m", .nan, step: 0, timestamp: 1),
        MLflowMetric("m", -.infinity, step: 1, timestamp: 1),
      ],
      to: run())
    let body = server.requests[0].body
    #expect(body.contains(#""key":"a_0_","value":"\#(long.prefix(5997))...""#))
    #expect(body.contains(#""value":"NaN""#) && body.contains(#""value":"-Infinity""#))
  }

  @Test func filesGoThroughTheServer() throws {
    let server = try LocalServer { _ in .say(200, "{}") }
    try client(server).upload(Data("text".utf8), as: "report.md", to: run())
    let put = server.requests[0]
    #expect(put.method == "PUT" && put.body == "text")
    #expect(put.path == "/prefix/api/2.0/mlflow-artifacts/artifacts/1/a/artifacts/report.md")
    let reason = reason {
      try client(server).upload(Data(), as: "x", to: run(artifacts: "s3://bucket/a"))
    }
    #expect(reason.contains("keeps files at s3://bucket/a"))
  }

  @Test(arguments: [LocalServer.Answer.say(503, "busy"), .say(429, ""), .hangUp])
  func aFailureOfTheServersIsForgivenOnce(failure: LocalServer.Answer) throws {
    let server = try LocalServer { [count = Counter()] _ in
      count.next() < 1 ? failure : .say(200, "{}")
    }
    try client(server).log([], [], to: run())
    #expect(server.requests.count == 2)
    let broken = try LocalServer { _ in .say(500, "") }
    let reason = reason { try client(broken).log([], [], to: run()) }
    #expect(reason.hasPrefix("it answers 500") && broken.requests.count == 2)
  }

  @Test(
    arguments: [
      (
        LocalServer.Answer.say(403, #"{"error_code": "PERMISSION_DENIED", "message": "no\nway"}"#),
        "it answers 403 PERMISSION_DENIED: no way"
      ),
      (.say(200, "<html>"), #"it does not answer as MLflow does: "<html>""#),
      (.say(404, "nothing"), "it does not answer as MLflow does: 404 Not Found"),
      (.silence, "no answer within 0.5 s"),
    ])
  func reasonsAreOneLine(answer: LocalServer.Answer, expected: String) throws {
    let server = try LocalServer { _ in answer }
    #expect(reason { _ = try client(server).experimentID(named: "x") } == expected)
  }

  @Test func whoIsWaitedForHasLessTime() throws {
    let server = try LocalServer { _ in .silence }
    let client = try client(server)
    client.hurry()
    #expect(reason { _ = try client.experimentID(named: "x") } == "no answer within 0.2 s")
  }

  @Test func aServerThatIsNotThereIsSaidToBe() throws {
    let server = try LocalServer { _ in .silence }
    server.stop()
    let reason = reason { _ = try client(server).experimentID(named: "x") }
    #expect(reason == "it cannot be reached: nobody listens there")
  }

  @Test func anAnswerComesHoweverBusyTheTrainingIs() async throws {
    let server = try LocalServer { _ in .say(200, "{}") }
    let (client, run) = (try client(server), try run())
    let outcome = Word()
    Thread.detachNewThread {
      outcome.said = reason { try client.log([], [], to: run) }
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2 * ProcessInfo.processInfo.activeProcessorCount {
        // Longer than the client is patient.
        group.addTask { while outcome.said == nil {} }
      }
    }
    #expect(outcome.said == "nothing")
  }
}

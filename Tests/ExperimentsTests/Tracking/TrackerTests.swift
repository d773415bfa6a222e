import Distillation
import Foundation
import Interchange
import Synchronization
import TestSupport
import Testing

@testable import Experiments

/// Runs a small plan, whose runs trackers see.
func run(
  _ plan: ExperimentPlan, in folder: String, _ trackers: [TrackerQueue]
) async throws -> ExperimentRecords {
  try await plan.runner(in: folder, jobs: 2, trackers: trackers).run()
}

@Suite struct TrackerTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
  }

  private func mlflow(_ address: String) throws -> MLflowTracker {
    MLflowTracker(
      MLflowClient(try #require(MLflowAddress(address)), patience: 5, hurriedPatience: 1),
      experiment: "small", runFolder: folder)
  }

  private func eventFiles(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.contains("tfevents") }.sorted()
  }

  @Test func aRunSaysHowItWasMadeAndHowItDid() async throws {
    let records = try await run(smallPlan(seeds: 1), in: folder, [])
    let record = records.arms[3].runs[0]
    let tracked = try TrackedRun(record)
    #expect(tracked.name == "hybrid-74 distilled seed-0")
    let parameters = Dictionary(
      uniqueKeysWithValues: tracked.parameters.map { ($0.name, $0.value) })
    #expect(parameters["student"] == "hybrid-74" && parameters["objective"] == "distilled")
    #expect(parameters["seed"] == "0" && parameters["parameters"] == "74")
    #expect(parameters["objective.name"] == nil && parameters["objective.teacher"] == "plan")
    #expect(parameters["training.epochs"] == "3" && parameters["training.batch"] == "32")
    #expect(parameters["training.optimizer.adam.rate"] == "0.01")
    #expect(parameters["layers.1.circuit.ansatz.name"] == "strongly-entangling")
    #expect(parameters.keys.contains { $0.hasSuffix("logits.temperature") })
    let scores = Dictionary(uniqueKeysWithValues: tracked.scores.map { ($0.name, $0.value) })
    let trained = try #require(record.trained)
    #expect(scores["test/macroF1"] == trained.evaluation.macroF1)
    #expect(scores["final/loss"] == trained.finalLoss && scores["seconds"] == record.seconds)
    #expect(tracked.curves[0].values == trained.curve.losses)
    #expect(tracked.curves[1].steps == trained.curve.validationSteps)
    #expect(try TrackedRun(records.teachers[0]).name == "teacher seed-0")
    var other = record
    other.identity.version = "other"
    #expect(try TrackedRun(other).hash != tracked.hash)
  }

  @Test func aFailureIsShownWithItsReason() async throws {
    let records = try await run(smallPlan(seeds: 1), in: folder, [])
    let failed = RunRecord(
      identity: records.arms[0].runs[0].identity, outcome: .failed(reason: "it diverged"),
      machine: .current, seconds: 1)
    let fake = try FakeMLflow()
    var tracker = try mlflow(fake.server.address)
    try tracker.begin()
    try tracker.add(TrackedRun(failed))
    #expect(fake.runs.map(\.status) == ["FAILED"])
    #expect(fake.runs[0].tags.contains(["key": "qdistill.failure", "value": "it diverged"]))
    let files = try TensorBoardTracker(folder: folder)
    try files.add(TrackedRun(failed))
    let file = try #require(eventFiles(folder).first)
    let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"))
    #expect(bytes.firstRange(of: Data("it diverged".utf8)) != nil)
  }

  @Test func eachRunHasAnEventFile() async throws {
    let events = "\(folder)/events"
    func track() async throws -> [String] {
      let queue = TrackerQueue(try TensorBoardTracker(folder: events)) { Issue.record("\($0)") }
      _ = try await run(smallPlan(), in: folder, [queue])
      queue.finish(report: [])
      return try eventFiles(events)
    }
    let first = try await track()
    #expect(first.count == 10)
    #expect(
      Set(first.map { URL(filePath: $0).deletingLastPathComponent().relativePath })
        .isSuperset(of: ["teacher/seed-1", "hybrid-74/distilled/seed-0"]))
    let path = "\(events)/\(first[0])"
    let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(try await track() == first)
    let after = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(before == after)
  }

  /// Of a share, too, final runs are no tries of a tuning.
  @Test func runsOfAShareAreToldAsWhatTheyAre() async throws {
    var plan = smallPlan(seeds: 1)
    plan.tuning = TuningPlan(
      seeds: 1,
      over: [
        TuningPlan.Axis(
          place: "training.optimizer.adam.rate", values: .list([.number(0.01), .number(0.1)]))
      ])
    func tries(_ stage: RunStage, _ numbers: Range<Int>) async throws -> [Bool] {
      let events = "\(folder)/\(stage)"
      let queue = TrackerQueue(try TensorBoardTracker(folder: events)) { Issue.record("\($0)") }
      _ = try await plan.runner(in: folder, jobs: 2, trackers: [queue])
        .run(RunShare(stage, Array(numbers)))
      queue.finish(report: [])
      return try eventFiles(events).map { $0.contains("/tuning/") }
    }
    // A teacher, and two candidates of each of four arms.
    let tuning = try await tries(.tuning, 0..<9)
    #expect(tuning.count == 9 && tuning.count { $0 } == 8)
    #expect(try await tries(.final, 0..<5) == Array(repeating: false, count: 5))
  }

  @Test func anotherRunOfThatNameGetsAFolderBesideIt() async throws {
    let records = try await run(smallPlan(seeds: 1), in: folder, [])
    var other = records.teachers[0]
    other.identity.version = "other"
    let (run, changed) = (try TrackedRun(records.teachers[0]), try TrackedRun(other))
    let candidate = try TrackedRun(records.arms[0].runs[0], isCandidate: true)
    let tracker = try TensorBoardTracker(folder: "\(folder)/events")
    for run in [run, changed, candidate, run, changed, candidate] { try tracker.add(run) }
    let name = "events.out.tfevents.0.qdistill."
    #expect(
      try eventFiles("\(folder)/events") == [
        "classical-195/labels/seed-0/tuning/\(candidate.shortHash)/\(name)\(candidate.hash)",
        "teacher/seed-0-\(changed.shortHash)/\(name)\(changed.hash)",
        "teacher/seed-0/\(name)\(run.hash)",
      ])
  }

  @Test func triesOfATuningAreApart() async throws {
    var plan = smallPlan(seeds: 1)
    plan.tuning = TuningPlan(
      seeds: 1,
      over: [
        TuningPlan.Axis(
          place: "training.optimizer.adam.rate", values: .list([.number(0.01), .number(0.03)]))
      ])
    let fake = try FakeMLflow()
    let queue = TrackerQueue(try mlflow(fake.server.address)) { Issue.record("\($0)") }
    _ = try await run(plan, in: folder, [queue])
    queue.finish(report: [])
    let names = fake.runs.map(\.name)
    #expect(names.count == 1 + 4 * 2 + 4 + 1 && Set(names).count == names.count)
    let tries = fake.runs.filter { $0.tags.contains(["key": "qdistill.stage", "value": "tuning"]) }
    #expect(tries.count == 8 && tries.allSatisfy { $0.name.contains(" seed-0 tuning ") })
    #expect(Set(tries.compactMap { $0.parameters["training.optimizer.adam.rate"] }).count == 2)
  }

  @Test func aServerGetsEachRunOnce() async throws {
    let fake = try FakeMLflow()
    func track(_ plan: ExperimentPlan) async throws {
      let queue = TrackerQueue(try mlflow(fake.server.address)) { Issue.record("\($0)") }
      _ = try await run(plan, in: folder, [queue])
      queue.finish(report: [try temporary.write("text", to: "report.md")])
    }
    try await track(smallPlan(seeds: 1))
    #expect(fake.runs.count == 6)
    #expect(fake.runs.allSatisfy { $0.status == "FINISHED" })
    let sent = try #require(fake.runs.first { $0.name == "hybrid-74 labels seed-0" })
    #expect(sent.parameters["seed"] == "0")
    #expect(sent.metrics.contains { $0.key == "train/loss" && $0.step > 0 })
    #expect(fake.runs.last?.name == "report" && fake.runs.last?.files == ["report.md"])
    // What a killed process has left half sent.
    fake.leaveUnfinished(2)
    let metrics = fake.runs[2].metrics
    try await track(smallPlan(seeds: 2))
    #expect(fake.runs.count == 11)
    #expect(fake.runs.allSatisfy { $0.status == "FINISHED" })
    #expect(Set(fake.runs.map(\.name)).count == 11)
    #expect(fake.runs[5].files == ["report.md", "report.md"])
    #expect(fake.runs[2].metrics == metrics && !metrics.isEmpty)
  }

  /// Who has made a run, and then hung up, is not asked for another.
  @Test(arguments: [FakeMLflow.Failure.hangUpBefore, .hangUpAfterwards])
  func aRunIsMadeOnceThoughTheServerHangsUp(failure: FakeMLflow.Failure) async throws {
    let records = try await run(smallPlan(seeds: 1), in: folder, [])
    let fake = try FakeMLflow()
    var tracker = try mlflow(fake.server.address)
    try tracker.begin()
    fake.fail(failure)
    try tracker.add(TrackedRun(records.teachers[0]))
    #expect(fake.runs.map(\.status) == ["FINISHED"])
    let creations = fake.server.requests.count { $0.path.hasSuffix("runs/create") }
    #expect(creations == (failure == .hangUpBefore ? 2 : 1))
  }

  @Test func twoProcessesDoNotSendARunTwice() async throws {
    let fake = try FakeMLflow()
    let records = try await run(smallPlan(seeds: 1), in: folder, [])
    let queues = try (0..<4).map { _ in
      TrackerQueue(try mlflow(fake.server.address)) { Issue.record("\($0)") }
    }
    for queue in queues { queue.add(records) }
    for queue in queues { queue.finish(report: []) }
    #expect(fake.runs.map(\.name).sorted() == Set(fake.runs.map(\.name)).sorted())
    #expect(fake.runs.count == 6)
  }
}

import Distillation
import FileFormats
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite struct RunLogTests {
  private let work: RunFolderWork

  init() throws {
    work = try RunFolderWork()
  }

  @Test func theLogTellsWhatHappened() async throws {
    let plan = smallPlan()
    _ = try await work.run(plan, in: "log")
    _ = try await work.run(plan, in: "log", jobs: 1)
    let lines = try work.log(of: "log")
    #expect(lines.count == 4)
    let start =
      /started: qdistill \d+\.\d+\.\d+, plan extended-xor \(SHA-256 [0-9a-f]{64}\), seeds 0 to 1, 10 runs, 2 at a time/
    #expect(try start.wholeMatch(in: lines[0]) != nil, "\(lines[0])")
    #expect(lines[2] == lines[0].replacing("2 at a time", with: "1 at a time"))
    #expect(lines[1].hasPrefix("finished: 10 runs, 0 of them found, in "))
    #expect(lines[3].hasPrefix("finished: 10 runs, 10 of them found, in "))
  }

  /// With tuning: all runs are counted, and the means are those of what was chosen, not of what was tried.
  @Test func aTunedExperimentTellsOfWhatWasChosen() async throws {
    var plan = smallPlan()
    plan.tuning = TuningPlan(
      over: [
        TuningPlan.Axis(
          place: "training.optimizer.adam.rate", values: .list([.number(0.001), .number(0.1)]))
      ])
    let (records, progress) = try await work.run(plan, in: "tuned")
    #expect(progress.done == progress.total)
    #expect(try work.log(of: "tuned")[0].contains(", \(progress.total) runs, "))
    #expect(progress.means.count == 2)
    for (mean, arm) in zip(progress.means, records.arms.suffix(2)) {
      let scores = arm.runs.compactMap { $0.trained?.evaluation.macroF1 }
      #expect(mean.student == arm.student && mean.objective == arm.objective)
      #expect(abs(mean.macroF1 - (scores[0] + scores[1]) / 2) < 1e-15)
    }
  }

  @Test func runsThatFailAreToldOnceWithTheReason() async throws {
    var plan = smallPlan(seeds: 1)
    plan.training.optimizer = .sgd(rate: 1e200, momentum: 0)
    let records = try await work.run(plan, in: "failing", jobs: 1).records
    _ = try await work.run(plan, in: "failing")
    let failed = records.arms.flatMap { arm in
      arm.runs.compactMap { run -> String? in
        guard case .failed(let reason) = run.outcome else { return nil }
        return "failed: \(arm.student) \(arm.objective), seed 0: \(reason)"
      }
    }
    #expect(!failed.isEmpty)
    #expect(try work.log(of: "failing").filter { $0.hasPrefix("failed") } == failed)
  }

  @Test func anEventIsOneLine() throws {
    try work.folder.write("cut sho", to: "run.log")
    let log = try RunLog(inRunFolder: work.folder.path)
    log.add(.gaveUp(reason: "one\r\ntwo\u{2028}three"))
    log.add(.stopped(signal: "SIGINT"))
    let lines = try work.log(of: ".")
    #expect(lines == ["cut sho", "gave up: one two three", "stopped: SIGINT"])
  }

  @Test func workThatFailsIsALineAndAnError() async throws {
    let log = try RunLog(inRunFolder: work.folder.path)
    #expect(try await log.recordingFailure { 7 } == 7)
    await #expect(throws: TrainingFailure.logits) {
      try await log.recordingFailure { throw TrainingFailure.logits }
    }
    #expect(try work.log(of: ".") == ["gave up: \(TrainingFailure.logits)"])
  }

  @Test func aLogThatCannotBeWrittenIsSaidAtOnce() throws {
    let path = "\(work.folder.path)/run.log"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let error = #expect(throws: FileError.self) { try RunLog(inRunFolder: work.folder.path) }
    #expect(error?.action == .write && error?.path == path)
  }
}

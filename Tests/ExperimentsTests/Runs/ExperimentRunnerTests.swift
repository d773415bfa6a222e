import Datasets
import Distillation
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Experiments

@Suite struct ExperimentRunnerTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// What does not depend on the machine and its load.
  private func outcomes(_ records: ExperimentRecords) -> [RunOutcome] {
    (records.teachers + records.arms.flatMap(\.runs)).map(\.outcome)
  }

  private func run(
    _ plan: ExperimentPlan, in name: String, jobs: Int = 1,
    report: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async throws -> ExperimentRecords {
    try await plan.runner(in: "\(folder.path)/\(name)", jobs: jobs).run(report: report)
  }

  private func results(
    _ plan: ExperimentPlan, _ records: ExperimentRecords
  ) throws -> ExperimentResults {
    try ExperimentResults(
      try Experiment(plan), records: records, jobs: 1, seconds: 1,
      ceilingSamples: 1000)
  }

  @Test func theNumberOfJobsChangesNoBit() async throws {
    let plan = smallPlan()
    let one = try await run(plan, in: "one", jobs: 1)
    let two = try await run(plan, in: "two", jobs: 2)
    let many = try await run(plan, in: "many", jobs: 16)
    #expect(outcomes(one) == outcomes(two) && outcomes(two) == outcomes(many))
    #expect(try results(plan, one).csv == results(plan, two).csv)
  }

  @Test func recordsComeInThePlansOrder() async throws {
    let records = try await run(smallPlan(), in: "order", jobs: 2)
    #expect(records.teachers.map(\.identity.seed) == [0, 1])
    #expect(
      records.arms.map { "\($0.student) \($0.objective)" } == [
        "classical-195 labels", "classical-195 distilled", "hybrid-74 labels",
        "hybrid-74 distilled",
      ])
    for arm in records.arms {
      #expect(arm.runs.map(\.identity.seed) == [0, 1])
      #expect(arm.runs.allSatisfy { $0.identity.arm?.student.name == arm.student })
      #expect(arm.runs.allSatisfy { $0.identity.arm?.objective.name == arm.objective })
    }
  }

  @Test func whatIsInTheFolderIsNotComputedAgain() async throws {
    let first = try await run(smallPlan(seeds: 1), in: "resume")
    let stored = Mutex(0)
    let second = try await run(smallPlan(seeds: 2), in: "resume") { progress in
      stored.withLock { $0 = progress.stored }
    }
    // The teacher and four arms of the first seed.
    #expect(stored.withLock { $0 } == 5)
    #expect(second.arms.map { $0.runs[0] } == first.arms.map { $0.runs[0] })
    let fresh = try await run(smallPlan(seeds: 2), in: "fresh")
    #expect(outcomes(second) == outcomes(fresh))
  }

  @Test func progressTellsTheSubjectsMeans() async throws {
    let last = Mutex<RunProgress?>(nil)
    let records = try await run(smallPlan(), in: "progress") { progress in
      last.withLock { $0 = progress }
    }
    let progress = try #require(last.withLock { $0 })
    #expect(progress.done == progress.total && progress.total == 10)
    // The subject is the last student, with both objectives.
    #expect(progress.means.map(\.objective) == ["labels", "distilled"])
    for (mean, arm) in zip(progress.means, records.arms.suffix(2)) {
      let scores = arm.runs.compactMap { $0.trained?.evaluation.macroF1 }
      #expect(mean.student == "hybrid-74" && scores.count == 2)
      #expect(abs(mean.macroF1 - (scores[0] + scores[1]) / 2) < 1e-15)
    }
  }

  @Test func anotherPlanUsesNoNumberOfTheFirst() async throws {
    _ = try await run(smallPlan(seeds: 1), in: "other")
    var plan = smallPlan(seeds: 1)
    plan.training.length = .epochs(4)
    let stored = Mutex(0)
    _ = try await run(plan, in: "other") { progress in stored.withLock { $0 = progress.stored } }
    // The teacher alone: it is trained as before.
    #expect(stored.withLock { $0 } == 1)
  }

  @Test func aTornRecordIsComputedAgain() async throws {
    let first = try await run(smallPlan(seeds: 1), in: "torn")
    let runs = "\(folder.path)/torn/runs"
    for file in try FileManager.default.contentsOfDirectory(atPath: runs) {
      let contents = try #require(FileManager.default.contents(atPath: "\(runs)/\(file)"))
      try contents.prefix(contents.count / 2).write(to: URL(filePath: "\(runs)/\(file)"))
    }
    #expect(outcomes(try await run(smallPlan(seeds: 1), in: "torn")) == outcomes(first))
  }

  /// A run that was killed between two epochs goes on from there, and is the run that was never stopped.
  @Test func aRunGoesOnFromItsCheckpoint() async throws {
    let plan = smallPlan(seeds: 1)
    let first = try await run(plan, in: "whole")
    let store = try RunStore(inRunFolder: "\(folder.path)/killed")
    let experiment = try Experiment(plan)
    let arm = first.arms[3].runs[0]
    let data = try plan.data.load().parts(seed: 0)
    let teacher = try plan.teacher.load(plan.data, plan.data.load())
    let trained = try teacher.train(
      on: data.parts.teacher, validation: data.parts.validation, seed: 0, threadCount: 1)
    let set = TrainingSet(
      data.parts.student,
      teacherLogits: try teacher.logits(
        for: data.parts.student.features, rows: nil, parameters: trained.parameters[...]))
    // The first epoch, and no more.
    var short = plan
    short.training.length = .epochs(1)
    _ = try Experiment(short).trainStudent(
      experiment.students[1].model, objective: experiment.objectives[1].objective, seed: 0,
      set: set,
      checkpoints: try RunCheckpoints(arm.identity, in: store, interval: .zero))
    #expect(try store.checkpoint(of: arm.identity)?.losses.count == 1)
    let resumed = try await run(plan, in: "killed")
    #expect(outcomes(resumed) == outcomes(first))
    #expect(try store.checkpoint(of: arm.identity) == nil)
  }

  @Test func aRecordWithTooFewParametersIsComputedAgain() async throws {
    let first = try await run(smallPlan(seeds: 1), in: "short")
    let runs = "\(folder.path)/short/runs"
    let parameters = /"parameters":\[[^\]]*\]/
    for file in try FileManager.default.contentsOfDirectory(atPath: runs) {
      let contents = try String(contentsOfFile: "\(runs)/\(file)", encoding: .utf8)
      #expect(contents.contains(parameters))
      try contents.replacing(parameters, with: "\"parameters\":[0.5]")
        .write(toFile: "\(runs)/\(file)", atomically: true, encoding: .utf8)
    }
    #expect(outcomes(try await run(smallPlan(seeds: 1), in: "short")) == outcomes(first))
  }

  /// Steps so large that the loss overflows after a few, or after one only the logits.
  @Test(arguments: [1, 3]) func aSeedThatFailsIsReportedNotDropped(epochs: Int) async throws {
    var plan = smallPlan()
    plan.training.optimizer = .sgd(rate: 1e200, momentum: 0)
    plan.training.length = .epochs(epochs)
    let results = try results(plan, try await run(plan, in: "failing \(epochs)"))
    #expect(results.arms.count == 4)
    for arm in results.arms where arm.student == "classical-195" {
      #expect(arm.failedSeeds == 2 && arm.missingSeeds == 0)
      #expect(arm.outcomes == [.failed, .failed])
      #expect(arm.macroF1.values == [nil, nil] && arm.macroF1.mean == nil)
    }
    for arm in results.arms {
      #expect(arm.failedSeeds == arm.macroF1.values.count { $0 == nil })
    }
    #expect(
      try JSONDecoder().decode(ExperimentResults.self, from: results.json()).arms == results.arms)
  }

  @Test func studentsOfATeacherThatFailedFailToo() async throws {
    var plan = smallPlan(seeds: 1)
    plan.teacher = networkTeacher(optimizer: .sgd(rate: 1e200, momentum: 0))
    let results = try results(plan, try await run(plan, in: "no teacher"))
    #expect(results.teacher.failedSeeds == 1)
    #expect(results.arms.allSatisfy { $0.failedSeeds == 1 })
  }
}

import Distillation
import FileFormats
import TestSupport
import Testing

@testable import Experiments

/// Some of an experiment's runs.
@Suite struct RunShareTests {
  private let work: RunFolderWork

  init() throws {
    work = try RunFolderWork()
  }

  @Test(arguments: [([0], "0"), ([0, 1, 2, 5], "0-2,5"), ([3, 5, 7, 8], "3,5,7-8")])
  func numbersAreOneLine(numbers: [Int], line: String) {
    #expect(RunShare(.final, numbers).line == line)
    #expect(RunShare(.final, line: line) == RunShare(.final, numbers))
  }

  @Test(arguments: [
    "", "a", "1-", "-1", "3-1", "1,1", "5,2", "1--2", "1-2-3", "0,", "0-9223372036854775807",
  ])
  func linesThatSayNoneAreRefused(line: String) {
    #expect(RunShare(.final, line: line) == nil)
  }

  /// Seed by seed, first the teacher.
  @Test func runsAreNumbered() throws {
    let plan = smallPlan(seeds: 3)
    let planned = try #require(try Experiment(plan).plannedRuns(.final))
    #expect(planned.runs.count == 15 && planned.seeds == [0, 1, 2])
    #expect(planned.runs[5] == PlannedRuns.Run(seed: 1, arm: nil))
    #expect(planned.runs[9] == PlannedRuns.Run(seed: 1, arm: 3))
    #expect(try Experiment(plan).plannedRuns(.tuning) == nil)
  }

  @Test func namesAreThoseOfTheRuns() throws {
    var plan = smallPlan()
    plan.objectives.append(
      ObjectivePlan(
        name: "taught", terms: [LogitsTerm(weight: 1, temperature: 2)],
        teacher: .itself(objective: "labels", generations: 2), students: ["hybrid-74"]))
    for arm in [nil] + (try Experiment(plan).runArms) {
      let names = try RunNames(arm, teacher: plan.teacher, teacherSHA256: "abc")
      for (seed, data) in [(0, "1234"), (UInt64.max, "")] as [(UInt64, String)] {
        let identity = RunIdentity(
          seed: seed, dataSHA256: data, teacher: plan.teacher, teacherSHA256: "abc",
          arm: arm)
        #expect(try names.name(seed: seed, dataSHA256: data) == identity.hash())
      }
    }
  }

  private func runner(_ plan: ExperimentPlan, in name: String) throws -> ExperimentRunner {
    try plan.runner(in: "\(work.folder.path)/\(name)", jobs: 2)
  }

  /// Divided at odd places, in any order, with robustness: the same files as of one process.
  @Test func sharesMakeTheWhole() async throws {
    var plan = smallPlan()
    plan.robustness = RobustnessPlan(
      noise: .numbers(NoiseNumbers([.depolarizing: 0.05])), strengths: [0, 1], shots: [5])
    let alone = try await work.run(plan, in: "alone")
    let counts = [[7, 8, 9], [1, 2], [0, 3, 4, 5, 6]]
    var done: [Int] = []
    for numbers in counts {
      done.append(try await runner(plan, in: "shared").run(RunShare(.final, numbers)).done)
    }
    // With each share the teachers of its seeds.
    #expect(done == [4, 3, 5])
    #expect(try work.files(of: "shared") == work.files(of: "alone"))
    let together = try await work.run(plan, in: "shared")
    #expect(together.progress.stored == together.progress.total)
    #expect(together.records.outcomes == alone.records.outcomes)
    #expect(
      together.records.arms.map { $0.runs.map(\.robustness) }
        == alone.records.arms.map { $0.runs.map(\.robustness) })
  }

  @Test func aTuningComesBeforeWhatItChooses() async throws {
    var plan = smallPlan()
    plan.tuning = TuningPlan(
      seeds: 1,
      over: [
        TuningPlan.Axis(
          place: "training.optimizer.adam.rate", values: .list([.number(0.01), .number(0.1)]))
      ])
    let alone = try await work.run(plan, in: "alone")
    let tuning = try #require(try Experiment(plan).plannedRuns(.tuning))
    for numbers in [Array(tuning.runs.indices.prefix(3)), Array(tuning.runs.indices.dropFirst(3))] {
      _ = try await runner(plan, in: "shared").run(RunShare(.tuning, numbers))
    }
    for numbers in [[0, 1, 2, 3], [4, 5, 6, 7, 8, 9]] {
      _ = try await runner(plan, in: "shared").run(RunShare(.final, numbers))
    }
    #expect(try work.files(of: "shared") == work.files(of: "alone"))
    let together = try await work.run(plan, in: "shared")
    #expect(together.progress.stored == together.progress.total)
    #expect(together.records.tuning == alone.records.tuning)
  }

  @Test func numbersThatThePlanDoesNotHaveAreRefused() async throws {
    let error = await #expect(throws: FileError.self) {
      _ = try await runner(smallPlan(), in: "none").run(RunShare(.final, [9, 10]))
    }
    #expect(error?.description.contains("the runs 9-10: the plan has no such runs") == true)
    // Nor is it counted how many they would be.
    let line = "3-4,9-9223372036854775806"
    let many = try #require(RunShare(.final, line: line))
    #expect(many.line == line && many.numbers(below: 11) == [3, 4, 9, 10])
    await #expect(throws: FileError.self) { try await runner(smallPlan(), in: "none").run(many) }
  }
}

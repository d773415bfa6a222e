import Distillation
import Foundation
import TestSupport
import Testing

@testable import Experiments

/// Settings that are chosen on the validation part.
@Suite struct TuningTests {
  private static let rate = "training.optimizer.adam.rate"
  private static let temperature = "objectives.distilled[1].logits.temperature"
  private static let layers = "students.hybrid-74[1].circuit.ansatz.layers"

  private func list(_ place: String, _ values: PlanValue...) -> TuningPlan.Axis {
    TuningPlan.Axis(place: place, values: .list(values))
  }

  private func plan(_ tuning: TuningPlan) -> ExperimentPlan {
    var plan = smallPlan()
    plan.tuning = tuning
    return plan
  }

  private var grid: TuningPlan {
    TuningPlan(
      seeds: 2,
      over: [
        list(Self.rate, .number(0.01), .number(0.03), .number(0.1)),
        list(Self.temperature, .integer(1), .integer(4)),
        list(Self.layers, .integer(1), .integer(2)),
      ])
  }

  private func run(_ plan: ExperimentPlan, in folder: TemporaryFolder, jobs: Int = 2) async throws
    -> ExperimentRecords
  {
    try await plan.records(in: folder.path, jobs: jobs)
  }

  /// Or its run folder, and what was submitted of it, would not be known again.
  @Test func numbersThatAreWholeSurviveTheirText() throws {
    var file = try PlanFile(yaml: try smallPlan().yaml(), name: "a.yaml")
    try file.set(
      "tuning={over: {\(Self.rate): [1.0, 2.5, 1e18, 1e300, -0.0], \"\(Self.layers)\": [1e0]}}")
    let plan = try file.plan()
    #expect(
      plan.tuning?.over[0].values
        == .list([
          .integer(1), .number(2.5), .integer(1_000_000_000_000_000_000), .number(1e300),
          .integer(0),
        ]))
    #expect(try PlanFile(yaml: try plan.yaml(), name: "again").plan() == plan)
    let json = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(ExperimentPlan.self, from: json) == plan)
  }

  @Test func seedsOfATuningAreCountedFromTheFirst() throws {
    var plan = plan(TuningPlan(seeds: 5, over: [list(Self.layers, .integer(1), .integer(2))]))
    (plan.seeds, plan.firstSeed) = (1, Int.max - 1)
    let error = #expect(throws: PlanError.self) { try Experiment(plan) }
    #expect(error?.place == "firstSeed")
    plan.tuning = nil
    #expect(try Experiment(plan).plan.seedValues == [UInt64(Int.max - 1)])
  }

  @Test(.tags(.property)) func everyArmHasTheSameBudget() throws {
    let candidates = try #require(try Experiment(plan(grid)).tuningCandidates())
    // What a setting does not concern is no candidate: 3 rates; 3 x 2 temperatures; 3 x 2 depths; all.
    #expect(candidates.arms.map(\.candidates.count) == [3, 6, 6, 12])
    #expect(candidates.budget == 24)
    for arm in candidates.arms {
      #expect(arm.candidates.reduce(0) { $0 + $1.seedCount } == 24)
      #expect(Set(arm.candidates.map(\.arm)).count == arm.candidates.count)
    }
    #expect(candidates.seedCount == 8)
    // 5 seeds x 3 values over 2 candidates: one more for the first.
    var uneven = grid
    uneven.seeds = 5
    uneven.over = [list(Self.layers, .integer(1), .integer(2), .integer(3))]
    let other = try #require(try Experiment(plan(uneven)).tuningCandidates())
    #expect(
      other.arms.map { $0.candidates.map(\.seedCount) } == [[15], [15], [5, 5, 5], [5, 5, 5]])
  }

  @Test func theBestOnTheValidationPartIsChosen() async throws {
    let folder = try TemporaryFolder()
    let plan = plan(grid)
    let records = try await run(plan, in: folder)
    let outcome = try #require(records.tuning)
    for (arm, result) in zip(outcome.arms, records.arms) {
      let means = arm.candidates.map { $0.validationMacroF1.mean! }
      #expect(arm.chosen == means.firstIndex(of: means.max()!))
      #expect(arm.student == result.student && arm.objective == result.objective)
      // What is judged is what was chosen, on all of the plan's seeds.
      #expect(result.runs.map(\.identity.arm) == [arm.best.arm, arm.best.arm])
      #expect(result.runs.map(\.identity.seed) == [0, 1])
    }
    // The candidates' scores are those of runs without any tuning.
    let hybrid = outcome.arms[3].candidates[7]
    var alone = plan
    alone.tuning = nil
    var file = try PlanFile(yaml: try alone.yaml(), name: "alone.yaml")
    for setting in hybrid.settings { try file.set("\(setting.place)=\(setting.value)") }
    let other = try await run(try file.plan(), in: TemporaryFolder())
    #expect(
      other.arms[3].runs.map { $0.trained?.validationMacroF1 } == hybrid.validationMacroF1.values)
    // Whatever the number of jobs, and again from the folder.
    let again = try await run(plan, in: TemporaryFolder(), jobs: 1)
    #expect(again.tuning == outcome)
    let resumed = try await run(plan, in: folder)
    #expect(resumed == records)
  }

  @Test func resultsSayWhatWasChosen() async throws {
    let folder = try TemporaryFolder()
    let plan = plan(grid)
    let records = try await run(plan, in: folder)
    let results = try ExperimentResults(
      try Experiment(plan), records: records, jobs: 1, seconds: 1, ceilingSamples: 1000)
    let layers = try #require(results.tuning?.arms[3].best.settings.last)
    #expect(layers.place == Self.layers)
    // Parameter counts are those of what was chosen: 14 and 12 for each layer.
    #expect(results.arms[3].parameters == (layers.value == .integer(1) ? 26 : 38))
    try folder.write(try plan.yaml(), to: "plan.yaml")
    let runFolder = try RunFolder(folder.path)
    let stored = try await runFolder.find(among: try await runFolder.readRuns(), jobs: 2)
    #expect(stored.records == records && stored.remarks == [] && stored.missing == nil)
  }

  @Test func pointsAreDrawnOnce() {
    let tuning = TuningPlan(
      points: 50,
      over: [
        TuningPlan.Axis(
          place: Self.rate, values: .range(from: 0.001, to: 0.1, isLogarithmic: true)),
        list(Self.temperature, .integer(1), .integer(4)),
      ])
    let choices = tuning.choices
    #expect(choices.count == 50 && Set(choices).count == 50 && tuning.choices == choices)
    let rates = choices.map { choice -> Double in
      if case .number(let rate) = choice[0] { rate } else { .nan }
    }
    #expect(rates.allSatisfy { (0.001..<0.1).contains($0) })
    // Evenly in the logarithm: about half below the middle.
    #expect((15...35).contains(rates.count { $0 < 0.01 }))
    let few = TuningPlan(points: 9, over: [list(Self.temperature, .integer(1), .integer(4))])
    #expect(few.choices.count == 2)
  }

  @Test func tuningsSurviveTheirText() throws {
    var plan = plan(grid)
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    plan.tuning = TuningPlan(
      points: 3,
      over: [
        TuningPlan.Axis(
          place: Self.rate, values: .range(from: 0.001, to: 0.1, isLogarithmic: true)),
        list(
          "students.hybrid-74[1].circuit.measure", .list([.integer(0)]),
          .mapping([PlanValue.Entry(key: "probabilities", value: .list([.integer(1)]))]),
          .text("remaining")),
        list("training.dropRemainder", .truth(true), .truth(false)),
      ])
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    _ = try #require(try Experiment(plan).tuningCandidates())
  }

  @Test func whatCannotBeTunedIsSaid() throws {
    func message(_ change: (inout ExperimentPlan) -> Void) throws -> String? {
      var plan = plan(grid)
      change(&plan)
      let error = #expect(throws: PlanError.self) {
        _ = try Experiment(plan).tuningCandidates()
      }
      return error?.description
    }
    func with(_ axis: TuningPlan.Axis) throws -> String? {
      try message { $0.tuning?.over = [axis] }
    }
    #expect(
      try with(list("data.sigma", .number(0.2)))
        == "plan: tuning.over: data.sigma: only places in students, objectives and training are tuned; the rest is the same "
        + "for all")
    #expect(
      try with(list("students.hybrid-74[7]", .number(0.2)))
        == "plan: tuning.over: students.hybrid-74[7]: there is no element 7; there are 3")
    #expect(
      try with(list(Self.layers, .integer(-1)))
        == "plan: tuning.over: with \(Self.layers)=-1: students.hybrid-74[1]: -1 layers; there may be 0 to 10000"
    )
    #expect(
      try with(
        TuningPlan.Axis(place: Self.rate, values: .range(from: 0, to: 1, isLogarithmic: false)))
        == "plan: tuning.over: \(Self.rate): a range has no grid; list values, or say how many points are drawn: tuning.points"
    )
    #expect(
      try with(
        TuningPlan.Axis(place: Self.rate, values: .range(from: 0, to: 1, isLogarithmic: true)))
        == "plan: tuning.over: \(Self.rate): from 0.0 to 1.0 is no range")
    #expect(
      try message { $0.tuning?.seeds = 0 } == "plan: tuning.seeds: 0; there must be 1 to 1000000")
    let table = try TaughtTable()
    var unvalidated = try table.plan()
    unvalidated.tuning = TuningPlan(over: [list(Self.rate, .number(0.1))])
    let error = #expect(throws: PlanError.self) { try Experiment(unvalidated) }
    #expect(
      error?.description
        == "plan: tuning: settings are chosen on a validation part, and the data have none: give them one"
    )
  }
}

import Arithmetic
import Distillation
import Foundation
import TestSupport
import Testing

@testable import Experiments

/// Runs that several plans, or several processes, have in common.
@Suite struct SharedRunsTests {
  private let work: RunFolderWork

  init() throws {
    work = try RunFolderWork()
  }

  /// Plans with students that teach, which are known by names.
  private static let plans: [ExperimentPlan] = {
    func plan(_ teacher: ObjectiveTeacher?) -> ExperimentPlan {
      var plan = smallPlan()
      guard let teacher else { return plan }
      plan.objectives.append(
        ObjectivePlan(
          name: "taught", terms: [LogitsTerm(weight: 1, temperature: 2)], teacher: teacher,
          students: ["hybrid-74"]))
      return plan
    }
    return [
      plan(nil), plan(.assistant(student: "classical-195", objective: "distilled")),
      plan(.itself(objective: "labels", generations: 2)), plan(.peer(student: "classical-195")),
    ]
  }()

  /// The same plan with other names for everything.
  private func renamed(_ plan: ExperimentPlan) -> ExperimentPlan {
    func name(_ name: String) -> String { "my-\(name)" }
    var plan = plan
    plan.name = name(plan.name)
    plan.subject = name(plan.subject)
    for index in plan.students.indices {
      plan.students[index].name = name(plan.students[index].name)
    }
    for index in plan.objectives.indices {
      plan.objectives[index].name = name(plan.objectives[index].name)
      plan.objectives[index].students = plan.objectives[index].students?.map(name)
      switch plan.objectives[index].teacher {
      case .plan, .weakened: break
      case .assistant(let student, let objective):
        plan.objectives[index].teacher = .assistant(
          student: name(student), objective: name(objective))
      case .itself(let objective, let generations):
        plan.objectives[index].teacher = .itself(
          objective: name(objective), generations: generations)
      case .peer(let student): plan.objectives[index].teacher = .peer(student: name(student))
      }
    }
    return plan
  }

  @Test(arguments: plans) func namesAreNoPartOfARun(plan: ExperimentPlan) async throws {
    let first = try await work.run(plan, in: "names")
    let files = try work.files(of: "names")
    let plan = renamed(plan)
    let second = try await work.run(plan, in: "names")
    #expect(second.progress.stored == second.progress.total)
    #expect(try work.files(of: "names") == files)
    #expect(second.records.outcomes == first.records.outcomes)
    // Everybody is called as in the plan that is asked for.
    for (arm, old) in zip(second.records.arms, first.records.arms) {
      #expect(arm.student == "my-\(old.student)" && arm.objective == "my-\(old.objective)")
      #expect(arm.runs.allSatisfy { $0.identity.arm?.student.name == arm.student })
      #expect(arm.runs.allSatisfy { $0.identity.arm?.objective.name == arm.objective })
    }
    let students = try Experiment(plan).studentsToKeep(second.records, data: plan.data.load())
    #expect(students.map(\.name) == second.records.arms.map(\.student))
    #expect(students.map(\.training.objective.name) == second.records.arms.map(\.objective))
    // A report finds them too, under either plan's names.
    for (plan, records) in [(plan, second.records), (Self.plans[0], nil)] {
      try work.folder.write(try plan.yaml(), to: "names/plan.yaml")
      let folder = try RunFolder("\(work.folder.path)/names")
      let found = try await folder.find(among: try await folder.readRuns(), jobs: 1)
      #expect(found.missing == nil && found.remarks.isEmpty)
      if let records { #expect(found.records == records) }
      #expect(
        found.records.arms.flatMap(\.runs).allSatisfy { run in
          plan.students.contains { $0 == run.identity.arm?.student }
        })
    }
  }

  @Test func whatIsInARunIsPartOfIt() async throws {
    _ = try await work.run(smallPlan(), in: "content")
    func stored(_ change: (inout ExperimentPlan) -> Void) async throws -> Int {
      var plan = smallPlan()
      change(&plan)
      let (_, progress) = try await work.run(plan, in: "content")
      return progress.stored
    }
    // Of 2 seeds with a teacher and four arms: what is left is said in the comment.
    let counts = [
      // The teachers, and the other student's arms.
      try await stored { $0.students[0].layers = [.dense(units: .classes)] },
      // The teachers, and the first objective's arms.
      try await stored { $0.objectives[1].terms.removeLast() },
      try await stored { $0.objectives[1].teacher = .weakened(.hard) },
      // The teachers.
      try await stored { $0.training.precision = .double },
      try await stored { $0.firstSeed = 7 },
    ]
    #expect(counts == [6, 6, 6, 2, 0])
  }

  /// Two students of the same layers are one run with two names.
  @Test func twinsAreComputedOnce() async throws {
    var plan = smallPlan()
    plan.students.append(StudentPlan(name: "twin", layers: plan.students[0].layers))
    let (records, progress) = try await work.run(plan, in: "twins")
    #expect(progress.done == 2 * 7 && progress.stored == 0)
    #expect(try work.files(of: "twins").count == 2 * 5)
    #expect(records.arms[4].runs.map(\.outcome) == records.arms[0].runs.map(\.outcome))
    #expect(records.arms.map(\.student).suffix(2) == ["twin", "twin"])
  }

  /// As many workers as there may be processes: nothing is computed twice, and nobody's results are others.
  @Test func severalWorkersShareAFolder() async throws {
    let plan = Self.plans[1]
    let alone = try await work.run(plan, in: "alone", jobs: 1)
    let all = try await withThrowingTaskGroup(of: ExperimentRecords.self) { group in
      for _ in 0..<3 { group.addTask { try await work.run(plan, in: "shared", jobs: 1).records } }
      return try await group.reduce(into: [ExperimentRecords]()) { $0.append($1) }
    }
    for records in all {
      #expect(records.outcomes == alone.records.outcomes)
      // Whoever computed a run, all have the record that he left.
      #expect(records.seconds == all[0].seconds)
    }
    // No claim is left. What a process left that was killed between two steps goes when the next one begins.
    let run = try work.files(of: "shared")[0]
    for ending in ["claim", "avx2.checkpoint"] {
      let name = ending == "claim" ? run : String(run.dropLast(".json".count))
      try work.folder.write("", to: "shared/runs/\(name).\(ending)")
    }
    _ = try await work.run(plan, in: "shared")
    #expect(try work.files(of: "shared").count == alone.progress.total)
    #expect(try work.files(of: "shared") == work.files(of: "alone"))
  }
}

import Distillation
import HybridModels
import TestSupport
import Testing

@testable import Experiments

/// The search for the smallest student.
@Suite struct CompressionTests {
  private func compression(
    _ change: (inout ExperimentPlan) -> Void = { _ in }, space: CompressionSpace? = nil
  ) throws -> Compression {
    var plan = smallPlan(seeds: 3)
    change(&plan)
    return try Compression(plan, target: 0.9, seeds: 2, space: space ?? CompressionSpace())
  }

  @Test func candidatesAreSmallerThanTheSubject() throws {
    let candidates = try compression().candidates
    #expect(candidates[0].student.name == "hybrid-74")
    #expect(candidates[0].parameters == 74 && candidates[0].twoQubitGates == 20)
    #expect(candidates.allSatisfy { $0.parameters <= 74 })
    #expect(Set(candidates.map(\.student.layers)).count == candidates.count)
    #expect(Set(candidates.map(\.student.name)).count == candidates.count)
    // 3 + 12 + 9 parameters and a CNOT for each qubit; measured qubits change the last layer alone.
    let small = try #require(
      candidates.first { $0.student.name == "strongly-entangling-l2-q2-m1" })
    #expect(small.parameters == 4 + 12 + 3 && small.twoQubitGates == 4)
    #expect(candidates.contains { $0.student.name == "su4-ring-l1-q4-m2" })
  }

  @Test func theSpaceIsWhatIsAskedFor() throws {
    let space = CompressionSpace(ansatzes: [.basicEntangler], layerLimit: 1)
    let names = try compression(space: space).candidates.map(\.student.name)
    #expect(
      names == [
        "hybrid-74", "basic-entangler-l1-q4-m4", "basic-entangler-l1-q4-m3",
        "basic-entangler-l1-q4-m2", "basic-entangler-l1-q4-m1", "basic-entangler-l1-q3-m3",
        "basic-entangler-l1-q3-m2", "basic-entangler-l1-q3-m1", "basic-entangler-l1-q2-m2",
        "basic-entangler-l1-q2-m1", "basic-entangler-l1-q1-m1",
      ])
  }

  private func student(_ name: String, _ parameters: Int, _ score: Double, gates: Int = 0)
    -> ScoredStudent
  {
    ScoredStudent(
      candidate: CompressedStudent(
        student: StudentPlan(name: name, layers: []), parameters: parameters,
        quantumParameters: 0, twoQubitGates: gates), validationMacroF1: score)
  }

  private func fronts(_ untaught: [ScoredStudent], _ taught: [ScoredStudent]) -> CompressionFronts {
    CompressionFronts(
      control: "labels", treatment: "distilled", target: 0.9, teacherValidationMacroF1: 0.8,
      untaught: untaught, taught: taught)
  }

  @Test func aFrontIsWhatNoSmallerOneBeats() {
    let scores = [
      student("a", 10, 0.5), student("b", 10, 0.6), student("c", 12, 0.6), student("d", 20, 0.7),
      student("e", 15, 0.55), student("f", 30, 0.69), student("g", 20, 0.7, gates: 4),
    ]
    #expect(CompressionFronts.front(of: scores).map(\.candidate.student.name) == ["b", "d"])
    let fronts = fronts([], scores)
    // Within 0.02 of the best that is no larger.
    #expect(fronts.promising.map(\.candidate.student.name) == ["b", "c", "d", "f", "g"])
  }

  @Test func theSmallestIsChosenByParametersThenGates() {
    let taught = [
      student("worse", 10, 0.71), student("many gates", 20, 0.73, gates: 9),
      student("few gates", 20, 0.725, gates: 3), student("large", 30, 0.8),
    ]
    #expect(fronts([], taught).smallest?.candidate.student.name == "few gates")
    #expect(fronts([], [student("worse", 10, 0.71)]).smallest == nil)
  }

  @Test func whereTheTeacherDoesNotHelpIsSaid() {
    let untaught = [student("a", 10, 0.5), student("b", 20, 0.7)]
    let helped = fronts(untaught, [student("a", 10, 0.5), student("c", 18, 0.71)])
    #expect(helped.beatenByNone == [] && helped.largestShortfall == 0)
    let hurt = fronts(untaught, [student("a", 10, 0.49), student("c", 18, 0.71)])
    #expect(hurt.beatenByNone.map(\.candidate.student.name) == ["a"])
    #expect(abs(hurt.largestShortfall - 0.01) < 1e-12)
  }

  @Test func aSearchIsConfirmedOnAllSeeds() async throws {
    let space = CompressionSpace(ansatzes: [.basicEntangler], layerLimit: 1)
    let compression = try compression({ $0.controls = [.frozenCircuit] }, space: space)
    let folder = try TemporaryFolder()
    func run(_ experiment: Experiment) async throws -> ExperimentRecords {
      try await experiment.plan.records(in: folder.path, jobs: 2)
    }
    let search = try compression.searchExperiment
    #expect(search.plan.seeds == 2 && search.plan.controls == [] && search.students.count == 11)
    let records = try await run(search)
    let fronts = compression.fronts(records)
    let arm = try #require(records.arms.first { $0.objective == "distilled" })
    #expect(
      fronts.taught[0].validationMacroF1
        == Summary(arm.runs.map { $0.trained?.validationMacroF1 }).mean)
    #expect(records.teachers.allSatisfy { $0.trained?.validationMacroF1 != nil })
    let confirmation = try compression.confirmation(of: fronts)
    #expect(confirmation.plan.seeds == 3)
    #expect(confirmation.students.contains { $0.name == "hybrid-74" })
    for score in fronts.taughtFront + fronts.untaughtFront {
      #expect(confirmation.students.contains { $0.name == score.candidate.student.name })
    }
    let confirmed = compression.fronts(try await run(confirmation))
    #expect(confirmed.taught.count == confirmation.students.count)
  }

  @Test func whatCannotBeCompressedIsSaid() {
    func message(_ change: (inout ExperimentPlan) -> Void) -> String? {
      let error = #expect(throws: PlanError.self) { try compression(change) }
      return error?.description
    }
    #expect(
      message { $0.subject = "classical-195" }
        == "plan: subject: classical-195 has 0 circuits; a student with one can be compressed: name it with --set subject=..."
    )
    #expect(
      message { $0.objectives.removeLast() }
        == "plan: objectives: there is no second one, which a teacher takes part in")
  }

  @Test func aStudentCanBePastedIntoAPlan() throws {
    let candidate = try compression().candidates[5].student
    let text = try candidate.yaml()
    var plan = smallPlan()
    plan.students = [candidate]
    plan.subject = candidate.name
    let whole = try plan.yaml()
    for line in text.split(separator: "\n") { #expect(whole.contains(line)) }
  }
}

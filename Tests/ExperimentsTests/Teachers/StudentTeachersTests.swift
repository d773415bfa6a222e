import Datasets
import Distillation
import HybridModels
import TestSupport
import Testing

@testable import Experiments

/// Students that teach: assistants, generations, peers.
@Suite struct StudentTeachersTests {
  let folder: TemporaryFolder
  private let terms: [any ObjectiveTerm] = [
    CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
  ]

  init() throws {
    folder = try TemporaryFolder()
  }

  private func plan(
    _ teacher: ObjectiveTeacher, students: [String]? = ["hybrid-74"]
  ) -> ExperimentPlan {
    var plan = smallPlan(seeds: 2)
    plan.objectives.append(
      ObjectivePlan(name: "taught", terms: terms, teacher: teacher, students: students))
    return plan
  }

  private func run(_ plan: ExperimentPlan, in name: String, jobs: Int = 2) async throws
    -> ExperimentRecords
  {
    try await plan.records(in: "\(folder.path)/\(name)", jobs: jobs)
  }

  private func parameters(
    _ records: ExperimentRecords, _ student: String, _ objective: String, seed: Int = 1
  ) throws -> [Double] {
    let arm = try #require(
      records.arms.first { $0.student == student && $0.objective == objective })
    return try #require(arm.runs[seed].trained).parameters
  }

  @Test func anAssistantStandsBetweenTeacherAndStudent() async throws {
    let plan = plan(.assistant(student: "classical-195", objective: "distilled"))
    let records = try await run(plan, in: "assistant")
    // Only the student it is for; everybody has the others.
    #expect(
      records.arms.map(\.objective) == ["labels", "distilled", "labels", "distilled", "taught"])
    let experiment = try Experiment(plan)
    let data = try plan.data.load().parts(seed: 1).parts
    let assistant = Teacher(
      try #require(experiment.students.first { $0.name == "classical-195" }).model,
      parameters: try parameters(records, "classical-195", "distilled"))
    let student = try #require(experiment.students.first { $0.name == "hybrid-74" }).model
    let trained = try experiment.trainStudent(
      student, objective: Objective(terms), seed: 1,
      set: TrainingSet(
        data.student, teacherLogits: assistant.logits(for: data.student.features)))
    #expect(try parameters(records, "hybrid-74", "taught") == trained.parameters)
    let results = try ExperimentResults(
      experiment, records: records, jobs: 1, seconds: 1, ceilingSamples: 1000)
    #expect(results.comparisons.map(\.treatment) == ["distilled", "distilled", "taught"])
    #expect(results.studentComparisons.map(\.objective) == ["labels", "distilled"])
  }

  @Test func generationsTeachThemselves() async throws {
    let plan = plan(.itself(objective: "labels", generations: 2), students: nil)
    let records = try await run(plan, in: "generations")
    let experiment = try Experiment(plan)
    let data = try plan.data.load().parts(seed: 1).parts
    let model = try #require(experiment.students.first { $0.name == "hybrid-74" }).model
    var parameters = try parameters(records, "hybrid-74", "labels")
    for generation in 1...2 {
      let logits = Teacher(model, parameters: parameters).logits(for: data.student.features)
      parameters = try experiment.trainStudent(
        model, objective: Objective(terms), seed: 1,
        set: TrainingSet(data.student, teacherLogits: logits),
        initialStream: "init/generation \(generation)"
      ).parameters
    }
    #expect(try self.parameters(records, "hybrid-74", "taught") == parameters)
    // One generation is the same as the first of two, from the folder.
    var one = plan
    one.objectives[2].teacher = .itself(objective: "labels", generations: 1)
    let first = try await run(one, in: "generations")
    let alone = try await run(one, in: "alone")
    #expect(first.arms.map { $0.runs.map(\.outcome) } == alone.arms.map { $0.runs.map(\.outcome) })
    #expect(try self.parameters(first, "hybrid-74", "taught") != parameters)
  }

  @Test func peersTeachEachOther() async throws {
    let plan = plan(.peer(student: "classical-195"))
    let records = try await run(plan, in: "peers")
    let again = try await run(plan, in: "others", jobs: 1)
    #expect(
      records.arms.map { $0.runs.map(\.outcome) } == again.arms.map { $0.runs.map(\.outcome) })
    // With a term that looks at the teacher but counts for nothing nobody is taught: the arm with labels.
    var alone = plan
    alone.objectives[2] = ObjectivePlan(
      name: "taught",
      terms: [CrossEntropyTerm(weight: 1), LogitsTerm(weight: 0, temperature: 2)],
      teacher: .peer(student: "classical-195"), students: ["hybrid-74"])
    let untaught = try await run(alone, in: "untaught")
    #expect(
      try parameters(untaught, "hybrid-74", "taught") == parameters(untaught, "hybrid-74", "labels")
    )
    #expect(
      try parameters(records, "hybrid-74", "taught") != parameters(records, "hybrid-74", "labels"))
  }

  @Test func plansSurviveTheirText() throws {
    for teacher in [
      ObjectiveTeacher.assistant(student: "classical-195", objective: "labels"),
      .itself(objective: "distilled", generations: 3), .peer(student: "classical-195"), .plan,
    ] {
      let plan = plan(teacher)
      #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
      _ = try Experiment(plan)
    }
  }

  @Test func whoCannotTeachIsRefused() {
    let cases: [(ObjectiveTeacher, [String]?, String)] = [
      (
        .assistant(student: "classical", objective: "labels"), nil,
        "teacher.assistant.student: \"classical\" is no student"
      ),
      (
        .assistant(student: "classical-195", objective: "labels"), nil,
        "teacher.assistant.student: \"classical-195\" would teach itself: say which students are trained for the "
          + "objective, objectives.taught.students"
      ),
      (
        .assistant(student: "classical-195", objective: "taught"), ["hybrid-74"],
        "teacher.assistant.objective: \"taught\" must stand before this one: who teaches learns first"
      ),
      (
        .itself(objective: "label", generations: 1), nil,
        "teacher.self.objective: \"label\" is no objective"
      ),
      (
        .itself(objective: "labels", generations: 0), nil,
        "teacher.self.generations: 0; there may be 1 to 1000"
      ),
      (.peer(student: "hybrid-74"), nil, "would teach itself"),
      (.plan, ["hybrid"], "students: \"hybrid\" is no student"),
      (.plan, [], "students: there are none"),
    ]
    for (teacher, students, message) in cases {
      let error = #expect(throws: PlanError.self) {
        try Experiment(plan(teacher, students: students))
      }
      #expect(error!.description.hasPrefix("plan: objectives.taught."), "\(error!)")
      #expect(error!.description.contains(message), "\(error!)")
    }
    var untaught = plan(.itself(objective: "labels", generations: 1))
    untaught.objectives[2] = ObjectivePlan(
      name: "taught", terms: [CrossEntropyTerm(weight: 1)],
      teacher: .itself(objective: "labels", generations: 1))
    let error = #expect(throws: PlanError.self) { try Experiment(untaught) }
    #expect(
      error?.description
        == "plan: objectives.taught.teacher: no term of the objective looks at a teacher")
  }
}

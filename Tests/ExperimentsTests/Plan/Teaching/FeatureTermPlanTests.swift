import Distillation
import Foundation
import TestSupport
import Testing

@testable import Experiments

/// Plans whose objectives look inside student and teacher, with all that can teach.
@Suite struct FeatureTermPlanTests {
  let folder: TemporaryFolder
  private static let network =
    "{network: {hidden: [5], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 5}}"

  init() throws {
    folder = try TemporaryFolder()
    let rows = (0..<60).map { "s\($0),\($0 % 2),\($0 % 7),\(["low", "high"][$0 % 2])\n" }
    let logits = (0..<60).map { "s\($0),\($0 % 2),\($0 % 5)\n" }
    try write(["id,x,y,kind\n"] + rows, "data.csv")
    try write(["id,low,high\n"] + logits, "teacher.csv")
  }

  private func write(_ lines: [String], _ name: String) throws {
    try Data(lines.joined().utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
  }

  /// Objectives with each term, on a hybrid student.
  private func plan(teacher: String, looksAt choice: String = "penultimate") throws
    -> ExperimentPlan
  {
    try PlanFile(
      yaml: """
        name: features
        seeds: 1
        data:
          source: file
          path: \(folder.path)/data.csv
          id: id
          label: kind
          features: [x, y]
          classes: [low, high]
          split: {teacher: 0.5, student: {ofTeacher: 0.5}, validation: 0.1, test: 0.4}
        teacher: \(teacher.replacing("FOLDER", with: folder.path))
        students:
          hybrid:
            - circuit: {embedding: angle, ansatz: {name: strongly-entangling, layers: 1}, measure: [0]}
            - dense: {units: classes}
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
          hint: [{hint: {weight: 1, teacher: \(choice)}}]
          relational: [{relational: {weight: 1, teacher: \(choice)}}]
          similarity: [{similarity: {weight: 1, teacher: \(choice)}}]
          kernel: [{kernelRelational: {weight: 1, teacher: \(choice)}}]
        training: {optimizer: {adam: {rate: 0.05}}, epochs: 3, batch: 8, dropRemainder: false}
        """, name: "features.yaml"
    ).plan()
  }

  private func run(_ plan: ExperimentPlan, in name: String = "run") async throws
    -> ExperimentRecords
  {
    try await plan.records(in: "\(folder.path)/\(name)", jobs: 1)
  }

  private func expectDistinct(_ records: ExperimentRecords) {
    let parameters = records.arms.map { $0.runs[0].trained?.parameters }
    #expect(parameters.count == 5 && parameters.allSatisfy { $0 != nil })
    #expect(Set(parameters).count == 5)
  }

  @Test(arguments: ["penultimate", "logits", "0"])
  func studentsLearnFromANetworksFeatures(choice: String) async throws {
    expectDistinct(try await run(plan(teacher: Self.network, looksAt: choice)))
  }

  @Test func aSavedStudentTeachesItsFeatures() async throws {
    let first = try plan(teacher: Self.network)
    try Experiment.write(
      try Experiment(first).studentsToKeep(
        try await run(first, in: "first"), data: first.data.load()),
      inRunFolder: "\(folder.path)/first")
    let saved = "{model: FOLDER/first/students/hybrid/labels}"
    expectDistinct(try await run(plan(teacher: saved)))
  }

  @Test(arguments: ["{logits: FOLDER/teacher.csv}", "{ensemble: [\(network), \(network)]}"])
  func whereOnlyLogitsAreKnownTheyDo(teacher: String) async throws {
    expectDistinct(try await run(plan(teacher: teacher, looksAt: "logits")))
    let error = await #expect(throws: PlanError.self) { try await run(plan(teacher: teacher)) }
    #expect(
      error?.description
        == "plan: objectives.hint[0].hint.teacher: nothing is known of this teacher but its logits: say teacher: logits"
    )
  }

  @Test func aPeerIsTrainedForTheSame() throws {
    var plan = try plan(teacher: Self.network, looksAt: "logits")
    plan.students.append(
      StudentPlan(
        name: "small",
        layers: [.dense(units: 2), .dense(units: .classes)]))
    let kernel = try #require(plan.objectives.last)
    plan.objectives = [
      plan.objectives[0],
      ObjectivePlan(
        name: "kernel", terms: kernel.terms.map(\.term), teacher: .peer(student: "small"),
        students: ["hybrid"]),
    ]
    let error = #expect(throws: PlanError.self) { try Experiment(plan) }
    #expect(
      error?.description
        == "plan: objectives.kernel.terms[0].kernelRelational.kernel: for the student small: it has no circuit, so it has no quantum kernel"
    )
  }

  @Test func studentsThatATermCannotTrainAreRefused() throws {
    var plan = try plan(teacher: Self.network)
    plan.students.append(StudentPlan(name: "small", layers: [.dense(units: .classes)]))
    plan.subject = "small"
    let error = #expect(throws: PlanError.self) { try Experiment(plan) }
    #expect(
      error?.description
        == "plan: objectives.hint[0].hint.student: for the student small: the model's only layer gives the logits; there is "
        + "nothing before it")
    plan.objectives = plan.objectives.filter { ["labels", "kernel"].contains($0.name) }
    let other = #expect(throws: PlanError.self) { try Experiment(plan) }
    #expect(
      other?.description
        == "plan: objectives.kernel[0].kernelRelational.kernel: for the student small: it has no circuit, so it has no quantum "
        + "kernel")
  }
}

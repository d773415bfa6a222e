import Datasets
import Distillation
import Foundation
import HybridModels
import NeuralNetworks
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Which students a run folder keeps.
@Suite struct KeptStudentTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(
    _ plan: ExperimentPlan, in name: String
  ) async throws -> (records: ExperimentRecords, students: [SavedStudent]) {
    let (experiment, data) = (try Experiment(plan), try plan.data.load())
    let path = "\(folder.path)/\(name)"
    let records = try await plan.records(in: path, jobs: 2)
    let students = try experiment.studentsToKeep(records, data: data)
    try Experiment.write(students, inRunFolder: path)
    return (records, students)
  }

  private func files(_ name: String) throws -> [String: Data?] {
    let path = "\(folder.path)/\(name)/students"
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, FileManager.default.contents(atPath: "\(path)/\($0)"))
      })
  }

  @Test func theSeedThatIsBestOnValidationIsKept() async throws {
    let (records, students) = try await run(smallPlan(seeds: 6), in: "best")
    #expect(students.count == 4)
    for (arm, student) in zip(records.arms, students) {
      let scores = try arm.runs.map { try #require($0.trained?.validationMacroF1) }
      let best = try #require(scores.indices.first { scores[$0] == scores.max() })
      #expect(student.training.seed == UInt64(best) && student.training.seedCount == 6)
      #expect(student.training.choice == .bestOnValidation)
      #expect(student.parameters == arm.runs[best].trained?.parameters)
      #expect(student.training.validationMacroF1 == scores[best])
      #expect(student.training.testMacroF1 == arm.runs[best].trained?.evaluation.macroF1)
      #expect(
        student.training.teacherTestMacroF1 == records.teachers[best].trained?.evaluation.macroF1)
      let path = "\(folder.path)/best/students/\(arm.student)/\(arm.objective)"
      #expect(try SavedStudent(contentsOf: path) == student)
      #expect(student.interface.featureNames == ["x0", "x1"])
      #expect(student.interface.classNames == ["0", "1", "2"] && student.samples.count == 20)
    }
  }

  @Test func equalSeedsGiveTheLowest() async throws {
    var plan = smallPlan(seeds: 3)
    plan.firstSeed = 7
    // Without an epoch and without scatter, all seeds' students of one kind may still differ; so the same runs are
    // looked at with the same score.
    let (records, _) = try await run(plan, in: "equal")
    let experiment = try Experiment(plan)
    let json = String(decoding: try JSONEncoder().encode(records.arms[0].runs), as: UTF8.self)
    let level = json.replacing(/"validationMacroF1":[0-9.e-]+/, with: "\"validationMacroF1\":0.5")
    let runs = try JSONDecoder().decode([RunRecord].self, from: Data(level.utf8))
    let equal = ExperimentRecords(
      teachers: records.teachers,
      arms: [ArmRecords(student: "classical-195", objective: "labels", runs: runs)])
    let students = try experiment.studentsToKeep(equal, data: try plan.data.load())
    #expect(students.map(\.training.seed) == [7])
  }

  @Test func aResumedRunKeepsTheSameBytes() async throws {
    _ = try await run(smallPlan(seeds: 3), in: "resumed")
    let first = try files("resumed")
    _ = try await run(smallPlan(seeds: 3), in: "resumed")
    #expect(try files("resumed") == first && first.count == 2 + 4 * 3)
    // Another folder, computed in another order.
    _ = try await run(smallPlan(seeds: 1), in: "other")
    _ = try await run(smallPlan(seeds: 3), in: "other")
    #expect(try files("other") == first)
  }

  @Test func recordsWithoutAValidationScoreAreComputedAgain() async throws {
    let (records, _) = try await run(smallPlan(seeds: 1), in: "old")
    let runs = "\(folder.path)/old/runs"
    for file in try FileManager.default.contentsOfDirectory(atPath: runs) {
      let contents = try String(contentsOfFile: "\(runs)/\(file)", encoding: .utf8)
      let old = contents.replacing(/,"validationMacroF1":[^,}]*/, with: "")
      #expect(old != contents)
      try old.write(toFile: "\(runs)/\(file)", atomically: true, encoding: .utf8)
    }
    let again = try await run(smallPlan(seeds: 1), in: "old").records
    #expect(
      again.arms.map { $0.runs.map(\.outcome) } == records.arms.map { $0.runs.map(\.outcome) })
    #expect(again.arms[0].runs[0].trained?.validationMacroF1 != nil)
  }

  @Test func withoutAValidationPartTheFirstSeedIsKept() async throws {
    var text = "width,height,kind\n"
    for row in 0..<40 { text += "\(row % 2).\(row),\(Double(row) / 40),\(["a", "b"][row % 2])\n" }
    let file = "\(folder.path)/table.csv"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    var plan = smallPlan(seeds: 2)
    plan.firstSeed = 5
    plan.data = .file(
      DataFilePlan(
        path: file, label: .name("kind"), features: .rest(count: 2), classes: ["a", "b"],
        split: SplitPlan(teacher: 0.4, student: .share(0.3), test: 0.3)))
    let (records, students) = try await run(plan, in: "table")
    #expect(records.arms.allSatisfy { $0.runs.allSatisfy { $0.trained?.validationMacroF1 == nil } })
    for student in students {
      #expect(student.training.seed == 5 && student.training.choice == .firstSeed)
      #expect(student.training.validationMacroF1 == nil)
      #expect(student.interface.featureNames == ["width", "height"])
      #expect(student.interface.labelName == "kind" && student.interface.classNames == ["a", "b"])
    }
    // All this is in the file.
    let path = "\(folder.path)/table/students/hybrid-74/labels"
    #expect(try students.contains(SavedStudent(contentsOf: path)))
    // The first records, found again, are not of an older kind.
    #expect(try await run(plan, in: "table").records == records)
  }

  /// What is fitted to a seed's training rows goes with its student, which then takes features as data have them.
  @Test func transformsOfThePlanAreKept() async throws {
    var text = "a,b,c,kind\n"
    for row in 0..<60 {
      text += "\(row % 3).\(row),\(100 * row % 17),\(row * row % 13),\(["u", "v", "w"][row % 3])\n"
    }
    let file = "\(folder.path)/table.csv"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    var table = DataFilePlan(
      path: file, label: .name("kind"), features: .rest(count: 3), classes: ["u", "v", "w"],
      split: SplitPlan(teacher: 0.3, student: .share(0.3), validation: 0.2, test: 0.2))
    table.preprocess = [.standard, .principalComponents(2), .angles(.half, clips: true)]
    var plan = smallPlan(seeds: 2)
    plan.data = .file(table)
    let (records, students) = try await run(plan, in: "preprocessed")
    let data = try plan.data.load()
    for (arm, student) in zip(records.arms, students) {
      let read = try SavedStudent(
        contentsOf: "\(folder.path)/preprocessed/students/\(arm.student)/\(arm.objective)")
      #expect(
        read == student && read.transforms?.steps.count == 3 && read.interface.inputCount == 3)
      // On the test rows of its seed, read from the file again, it has the score of its run.
      let seedData = try data.parts(seed: read.training.seed)
      guard case .table(let rows, _, _) = data else { throw CancellationError() }
      let test = try #require(seedData.rows).test
      let logits = try read.logits(for: rows.features.selecting(rows: test))
      #expect(
        logits
          == read.model.logits(for: seedData.parts.test.features, parameters: read.parameters))
      #expect(
        macroF1(predictions: logits.argmaxOfRows(), labels: test.map { rows.labels[$0]! })
          == read.training.testMacroF1)
    }
  }

  @Test func anArmWithoutATrainedSeedKeepsNothing() async throws {
    var plan = smallPlan(seeds: 1)
    plan.teacher = .network(
      NetworkTeacherPlan(
        network: .init(hidden: [4], activation: .relu),
        training: .init(optimizer: .sgd(rate: 1e200, momentum: 0), epochs: 3)))
    #expect(try await run(plan, in: "failed").students.isEmpty)
  }
}

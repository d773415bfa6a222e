import Distillation
import FileFormats
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite struct RunFolderTests {
  private let table: TaughtTable
  private var path: String { "\(table.folder.path)/runs of a table" }

  init() throws {
    table = try TaughtTable()
  }

  /// A plan on the table, run, with the plan beside its runs, as `qdistill run` leaves it.
  private func run(_ plan: ExperimentPlan) async throws -> ExperimentRecords {
    let records = try await table.records(plan, "runs of a table")
    try table.folder.write(try plan.yaml(), to: "runs of a table/plan.yaml")
    return records
  }

  private func find() async throws -> StoredRuns {
    let folder = try RunFolder(path)
    return try await folder.find(among: try await folder.readRuns(), jobs: 2)
  }

  /// The reason why no runs could be found.
  private func refusal() async throws -> FileError {
    try #require(await #expect(throws: FileError.self) { try await find() })
  }

  private func file(of record: RunRecord) throws -> String {
    "\(path)/runs/\(try record.identity.hash()).json"
  }

  @Test func whatWasRunIsFound() async throws {
    let records = try await run(table.plan())
    let found = try await find()
    #expect(found.records == records)
    #expect(found.missing == nil && found.remarks.isEmpty && found.data != nil)
  }

  @Test func runsOfOtherPlansAreNotTakenForThisOnes() async throws {
    var other = try table.plan()
    other.training.length = .epochs(2)
    _ = try await run(other)
    let records = try await run(table.plan())
    let found = try await find()
    #expect(found.records == records && found.remarks.isEmpty)
    #expect(try await RunFolder(path).readRuns().problems.isEmpty)
  }

  @Test func missingRunsAreCountedAndNamed() async throws {
    let records = try await run(table.plan())
    for record in [records.teachers[1], records.arms[1].runs[0], records.arms[1].runs[1]] {
      try FileManager.default.removeItem(atPath: try file(of: record))
    }
    let found = try await find()
    #expect(
      found.missing?.description
        == "3 of 6 runs are missing: teacher (seed 1), small distilled (seeds 0 to 1); to make them: "
        + "qdistill run \(path)/plan.yaml --out \(path)")
    let results = try ExperimentResults(
      try Experiment(table.plan()), records: found.records, jobs: nil, seconds: 1)
    #expect(results.teacher.outcomes == [.trained, .missing] && results.teacher.missingSeeds == 1)
    #expect(results.arms.map(\.missingSeeds) == [0, 2])
    #expect(results.arms.map(\.failedSeeds) == [0, 0])
    #expect(results.arms[1].outcomes == [.missing, .missing])
    #expect(results.arms[0].macroF1.values.allSatisfy { $0 != nil })
    // The data of a seed are known from any of its runs.
    let whole = try ExperimentResults(
      try Experiment(table.plan()), records: records, jobs: nil, seconds: 1)
    #expect(results.provenance.dataSHA256 == whole.provenance.dataSHA256)
  }

  /// A seed in the middle is missing: those after it must keep their places.
  @Test func scoresStandWithTheirSeeds() async throws {
    var plan = try table.plan()
    plan.seeds = 3
    let records = try await run(plan)
    try FileManager.default.removeItem(atPath: try file(of: records.arms[0].runs[1]))
    let results = try ExperimentResults(
      try Experiment(plan), records: try await find().records, jobs: nil, seconds: 1)
    let scores = records.arms[0].runs.map { $0.trained?.evaluation.macroF1 }
    #expect(results.arms[0].macroF1.values == [scores[0], nil, scores[2]])
    #expect(results.comparisons[0].difference.pairs == 2)
    let rows = results.csv.split(separator: "\n").map(String.init)
    #expect(rows[2].hasPrefix("small,labels,1,6,,,,,,,,") && rows[2].hasSuffix(",missing"))
  }

  @Test func whatIsNoRunIsNamed() async throws {
    let records = try await run(table.plan())
    let torn = try file(of: records.arms[0].runs[0])
    let contents = try #require(FileManager.default.contents(atPath: torn))
    try contents.prefix(contents.count / 2).write(to: URL(filePath: torn))
    let other = try #require(
      FileManager.default.contents(atPath: try file(of: records.arms[0].runs[1])))
    let text = String(decoding: other, as: UTF8.self)
    let files = [
      ("a.json", "", "torn"), ("b.json", "[1]", "it is no run;"),
      ("c.json", text, "its name is not"),
      ("d.json", text.replacing("\"machine\"", with: "\"engine\""), "as qdistill"),
      ("e.txt", "hello", "torn"),
      (".f.json", "", nil), ("g.json.12.345.part", "", nil), ("h.checkpoint", "", nil),
      ("i.json", #"{"identity": {"version": "0.0.1"}}"#, nil),
    ]
    for (name, text, _) in files {
      try table.folder.write(text, to: "runs of a table/runs/\(name)")
    }
    let found = try await RunFolder(path).readRuns()
    var expected = files.compactMap { name, _, reason in reason.map { ("\(path)/runs/\(name)", $0) }
    }
    expected.append((torn, "torn"))
    expected.sort { $0.0 < $1.0 }
    #expect(found.problems.map(\.path) == expected.map(\.0))
    for (problem, (_, reason)) in zip(found.problems, expected) {
      #expect(problem.description.contains(reason), "\(problem)")
      #expect(problem.description.hasSuffix("; it is left alone"))
    }
    #expect(found.records.count == 5 && found.otherVersions == ["0.0.1": 1])
    let missing = try #require(try await find().missing)
    #expect(missing.description.hasPrefix("1 of 6 runs are missing: small labels (seed 0);"))
  }

  @Test func aRunOfAnotherSizeIsLeftAlone() async throws {
    let records = try await run(table.plan())
    let damaged = try file(of: records.arms[0].runs[0])
    try String(contentsOfFile: damaged, encoding: .utf8)
      .replacing(/"parameters":\[[^\]]*\]/, with: "\"parameters\":[0.5]")
      .write(toFile: damaged, atomically: true, encoding: .utf8)
    let found = try await find()
    #expect(found.remarks.count == 1 && found.missing?.count == 1)
    #expect(found.remarks[0].contains("it has 1 parameters, and the plan's model 6"))
  }

  @Test func withoutDataRunsCountWhateverTheyAreOn() async throws {
    let records = try await run(table.plan())
    try FileManager.default.removeItem(atPath: "\(table.folder.path)/data.csv")
    let found = try await find()
    #expect(found.records == records && found.missing == nil)
    #expect(found.remarks.count == 1 && found.remarks[0].contains("data.csv"))
    #expect(found.data == nil)
  }

  @Test func runsOnOtherDataDoNotCount() async throws {
    let plan = try table.plan()
    _ = try await run(plan)
    let data = try String(contentsOfFile: "\(table.folder.path)/data.csv", encoding: .utf8)
    try table.folder.write(data.replacing(".", with: ".0"), to: "data.csv")
    let reason = try await refusal().reason
    #expect(reason.contains("6 runs there are on other data"), "\(reason)")
    let records = try await run(plan)
    let found = try await find()
    #expect(found.records == records && found.remarks.count == 1)
    try FileManager.default.removeItem(atPath: "\(table.folder.path)/data.csv")
    #expect(try await refusal().reason.contains("the runs of seed 0 are on 2 different data"))
  }

  @Test func runsOfOtherTeachersInFilesDoNotCount() async throws {
    let plan = try table.plan()
    let first = try await run(plan)
    let lines = table.teacherLines
    try table.folder.write(
      lines.joined().replacing("2.5,s1,0", with: "2.5,s1,0.25").replacing(
        "2.48,s1,0", with: "1,s1,0"),
      to: "teacher.csv")
    // One teacher alone is taken for the plan's, whatever the file says now.
    #expect(try await find().records == first)
    let second = try await run(plan)
    #expect(second != first)
    let found = try await find()
    #expect(found.records == second)
    #expect(
      found.remarks.count == 1 && found.remarks[0].contains("6 runs there had another teacher"))
    try FileManager.default.removeItem(atPath: "\(table.folder.path)/teacher.csv")
    #expect(try await refusal().reason.contains("have had 2 different teachers"))
  }

  @Test func aFolderWithoutRunsSaysHowToMakeThem() async throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/runs", withIntermediateDirectories: true)
    try table.folder.write(try table.plan().yaml(), to: "runs of a table/plan.yaml")
    try table.folder.write(
      #"{"identity": {"version": "0.0.1"}}"#, to: "runs of a table/runs/old.json")
    let error = try await refusal()
    #expect(error.action == .understand)
    #expect(error.reason.contains("qdistill 0.0.1 has left some (1), but this is"), "\(error)")
    #expect(error.reason.hasSuffix("to make them: qdistill run \(path)/plan.yaml --out \(path)"))
  }

  @Test func aSlashAtTheEndIsNoPartOfTheName() async throws {
    _ = try await run(table.plan())
    #expect(try RunFolder("\(path)/").path == path)
  }

  @Test func aFolderWithoutAPlanIsNone() throws {
    let error = try #require(
      #expect(throws: FileError.self) { try RunFolder(table.folder.path) })
    #expect(error.action == .read)
  }
}

import Distillation
import Foundation
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Teachers whose words stand in CSV files, joined by the samples' names.
@Suite struct FileTeacherTests {
  private let table: TaughtTable

  init() throws {
    table = try TaughtTable()
  }

  private func parameters(_ records: ExperimentRecords) -> [[Double]?] {
    records.arms.flatMap { $0.runs.map { $0.trained?.parameters } }
  }

  @Test func theOrderOfTheRowsDoesNotMatter() async throws {
    let inOrder = try await table.records(table.plan(), "one")
    let lines = table.teacherLines
    try table.folder.write(([lines[0]] + lines.dropFirst().reversed()).joined(), to: "shuffled.csv")
    let shuffled = try await table.records(table.plan(file: "shuffled.csv"), "two")
    #expect(parameters(inOrder) == parameters(shuffled))
    #expect(parameters(inOrder).allSatisfy { $0 != nil })
    #expect(inOrder.teachers[0].trained?.evaluation.macroF1 == 1)
    // The teacher's words reach the student.
    #expect(
      inOrder.arms[0].runs[0].trained?.parameters != inOrder.arms[1].runs[0].trained?.parameters)
  }

  /// What is read from a pipe is read once.
  @Test func aTeacherMayComeThroughAPipe() throws {
    let expected = try table.logits(table.plan())
    let plan = try table.plan(file: "pipe")
    let pipe = "\(table.folder.path)/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    let text = Data(table.teacherLines.joined().utf8)
    Thread.detachNewThread {
      let file = FileHandle(forWritingAtPath: pipe)
      try? file?.write(contentsOf: text)
      try? file?.close()
    }
    #expect(try table.logits(plan) == expected)
  }

  @Test func whatTheTeacherSaysIsPartOfTheRun() async throws {
    let first = try await table.records(table.plan(), "runs")
    try table.folder.write(
      table.teacherLines.joined().replacing("2.5,s1,0", with: "2.25,s1,0").replacing(
        "2.48,s1,", with: "1.5,s1,"), to: "teacher.csv")
    let second = try await table.records(table.plan(), "runs")
    #expect(first.teachers[0].identity.teacherSHA256 != second.teachers[0].identity.teacherSHA256)
  }

  @Test func probabilitiesBecomeTheirLogarithms() throws {
    try table.folder.write(
      (["id,low,high\n"] + (0..<60).map { "s\($0),0.25,0.75\n" }).joined(), to: "shares.csv")
    let plan = try table.plan(teacher: "{probabilities: TEACHER}", file: "shares.csv")
    let logits = try #require(try table.logits(plan))
    #expect(logits[7, 0] == log(0.25) && logits[7, 1] == log(0.75))
  }

  @Test(
    arguments: [
      (",s5,", ",s4,", "line 7, column 2 (id): the sample \"s4\" is there twice"),
      (",s5,", ",t5,", "line 7, column 2 (id): the data have no sample \"t5\""),
      (
        "high,id,low", "high,name,low",
        "line 1: there is no column \"id\"; it needs \"id\" and one for each class"
      ),
      (
        "high,id,low", "high,id,lo",
        "line 1: there is no column \"low\"; it needs \"id\" and one for each class"
      ),
      (
        "high,id,low", "high,id,high",
        "line 1: there is no column \"low\"; it needs \"id\" and one for each class"
      ),
      ("s59,0", "s59,", "line 61, column 3 (low): \"\" is no finite number"),
      ("s59,0", "s59,nan", "line 61, column 3 (low): \"nan\" is no finite number"),
      ("s59,0", "s59", "line 61: 2 fields, where the header has 3"),
      ("1.32,s59,0\n", "", "the sample \"s59\" is not in it"),
    ])
  func filesThatDoNotFitAreRefused(old: String, new: String, message: String) throws {
    let text = table.teacherLines.joined().replacing(old, with: new)
    #expect(text != table.teacherLines.joined())
    try table.folder.write(text, to: "teacher.csv")
    let plan = try table.plan()
    let error = #expect(throws: (any Error).self) {
      try plan.teacher.load(plan.data, plan.data.load())
    }
    #expect("\(String(describing: error!))" == "\(table.folder.path)/teacher.csv: \(message)")
  }

  @Test func otherDataAreRefused() throws {
    let plan = try table.plan(teacher: "{logits: TEACHER, dataSHA256: 00ff}")
    let error = #expect(throws: (any Error).self) {
      try plan.teacher.load(plan.data, plan.data.load())
    }
    #expect("\(error!)".contains("it is for data with the SHA-256 00ff, but these have "))
    let hash = try plan.data.load().sha256!
    let right = try table.plan(teacher: "{logits: TEACHER, dataSHA256: \(hash)}")
    _ = try right.teacher.load(right.data, right.data.load())
  }

  @Test func whatIsNoProbabilityIsRefused() throws {
    let plan = try table.plan(teacher: "{probabilities: TEACHER}")
    let error = #expect(throws: (any Error).self) {
      try plan.teacher.load(plan.data, plan.data.load())
    }
    #expect("\(error!)".hasSuffix("line 2, column 1 (high): -2.5 is no probability"))
  }
}

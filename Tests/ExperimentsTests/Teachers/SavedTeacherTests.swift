import Distillation
import Datasets
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Saved students that teach.
@Suite struct SavedTeacherTests {
  private let table: TaughtTable

  init() throws {
    table = try TaughtTable()
  }

  /// What one experiment leaves teaches the next.
  @Test func savedStudentsTeach() async throws {
    let first = try table.plan()
    let data = try first.data.load()
    let records = try await table.records(first, "first")
    let parameters = try #require(records.arms[0].runs[0].trained?.parameters)
    let run = "\(table.folder.path)/first"
    try Experiment.write(
      try Experiment(first).studentsToKeep(records, data: data), inRunFolder: run)
    let saved = "\(run)/students/small/labels"
    let second = try table.plan(teacher: "{model: \(saved)}")
    guard case .table(let rows, _, _) = data else {
      Issue.record("no table")
      return
    }
    let teacher = try second.teacher.load(second.data, data)
    let all = Array(0..<rows.sampleCount)
    let logits = try teacher.logits(for: rows.features, rows: all, parameters: [])
    #expect(
      try teacher.features(.layer(0), for: rows.features, rows: all, parameters: []) == logits)
    try teacher.check(.layer(0), name: "teacher")
    #expect(throws: InvalidSetting.self) { try teacher.check(.penultimate, name: "teacher") }
    // One dense layer of two units: x W + b, inputs first.
    let kept = try SavedStudent(contentsOf: saved).parameters
    #expect(kept.count == parameters.count)
    let (x, y) = (rows.features[7, 0], rows.features[7, 1])
    #expect(abs(logits[7, 0] - (x * kept[0] + y * kept[2] + kept[4])) < 1e-12)
    _ = try await table.records(second, "second")
    var other = second
    if case .file(var file) = other.data {
      file.features = .columns([.name("x")])
      other.data = .file(file)
    }
    let error = #expect(throws: (any Error).self) {
      try other.teacher.load(other.data, other.data.load())
    }
    #expect("\(error!)".hasSuffix("it takes 2 features, but the data have 1"))
  }
}

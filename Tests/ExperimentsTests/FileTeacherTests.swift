import Datasets
import Distillation
import FileFormats
import Foundation
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Teachers whose words stand in files, and the tables they are about.
@Suite struct FileTeacherTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var table = "id,x,y,kind\n"
    for row in 0..<60 {
      let label = ["low", "high"][row % 2]
      table += "s\(row),\(Double(row % 2) + 0.01 * Double(row)),\(Double(row * row % 7)),\(label)\n"
    }
    try write(table, "data.csv")
    try write(teacherLines().joined(), "teacher.csv")
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
  }

  private func teacherLines() -> [String] {
    ["high,id,low\n"]
      + (0..<60).map { row in
        let logit = 2.5 - 0.02 * Double(row)
        return "\(row % 2 == 1 ? logit : -logit),s\(row),0\n"
      }
  }

  private func plan(teacher: String = "{logits: TEACHER}", file: String = "teacher.csv") throws
    -> ExperimentPlan
  {
    let teacher = teacher.replacing("TEACHER", with: "\(folder.path)/\(file)")
    return try PlanFile(
      yaml: """
        name: files
        seeds: 2
        data:
          source: file
          path: \(folder.path)/data.csv
          id: id
          label: kind
          features: [x, y]
          classes: [low, high]
          split: {teacher: 0.5, student: {ofTeacher: 0.5}, test: 0.4}
        teacher: \(teacher)
        students:
          small: [{dense: {units: classes}}]
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
          distilled: [{logits: {weight: 1, temperature: 2}}]
        training: {optimizer: {adam: {rate: 0.05}}, epochs: 5, dropRemainder: false}
        """, name: "files.yaml"
    ).plan()
  }

  private func records(_ plan: ExperimentPlan, _ name: String) async throws -> ExperimentRecords {
    let data = try plan.data.load()
    return try await ExperimentRunner(
      try Experiment(plan), data: data, teacher: try plan.teacher.load(plan.data, data),
      store: try RunStore(inRunFolder: "\(folder.path)/\(name)"), jobs: 2
    ).run()
  }

  private func parameters(_ records: ExperimentRecords) -> [[Double]?] {
    records.arms.flatMap { $0.runs.map { $0.trained?.parameters } }
  }

  @Test func theOrderOfTheRowsDoesNotMatter() async throws {
    let inOrder = try await records(plan(), "one")
    let lines = teacherLines()
    try write(([lines[0]] + lines.dropFirst().reversed()).joined(), "shuffled.csv")
    let shuffled = try await records(plan(file: "shuffled.csv"), "two")
    #expect(parameters(inOrder) == parameters(shuffled))
    #expect(parameters(inOrder).allSatisfy { $0 != nil })
    #expect(inOrder.teachers[0].trained?.evaluation.macroF1 == 1)
    // The teacher's words reach the student.
    #expect(
      inOrder.arms[0].runs[0].trained?.parameters != inOrder.arms[1].runs[0].trained?.parameters)
  }

  @Test func whatTheTeacherSaysIsPartOfTheRun() async throws {
    let first = try await records(plan(), "runs")
    try write(
      teacherLines().joined().replacing("2.5,s1,0", with: "2.25,s1,0").replacing(
        "2.48,s1,", with: "1.5,s1,"), "teacher.csv")
    let second = try await records(plan(), "runs")
    #expect(first.teachers[0].identity.teacherSHA256 != second.teachers[0].identity.teacherSHA256)
  }

  @Test func probabilitiesBecomeTheirLogarithms() throws {
    try write(
      (["id,low,high\n"] + (0..<60).map { "s\($0),0.25,0.75\n" }).joined(), "shares.csv")
    let plan = try plan(teacher: "{probabilities: TEACHER}", file: "shares.csv")
    let data = try plan.data.load()
    guard case .table(let logits) = try plan.teacher.load(plan.data, data) else {
      Issue.record("no table")
      return
    }
    #expect(logits[7, 0] == log(0.25) && logits[7, 1] == log(0.75))
  }

  @Test func anEnsembleIsTheMeanOfItsMembers() async throws {
    let network =
      "{network: {hidden: [3], activation: tanh}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 3}}"
    for mean in ["logits", "probabilities"] {
      let plan = try plan(
        teacher: "{ensemble: [{logits: TEACHER}, \(network), \(network)], mean: \(mean)}")
      let experiment = try Experiment(plan)
      #expect(experiment.teacherNetworks.count == 2)
      let data = try plan.data.load()
      let teacher = try plan.teacher.load(plan.data, data)
      let seed = try data.parts(seed: 0)
      let trained = try teacher.train(
        on: seed.parts.teacher, validation: seed.parts.validation, seed: 0, threadCount: 1)
      #expect(trained.parameters.count == 2 * 17)
      // Two networks, two beginnings.
      #expect(trained.parameters[..<17] != trained.parameters[17...])
      let logits = try teacher.logits(
        for: seed.parts.test.features, rows: seed.rows?.test, parameters: trained.parameters[...])
      guard case .ensemble(let members, _) = teacher else {
        Issue.record("no ensemble")
        return
      }
      let single = [
        try members[0].logits(for: seed.parts.test.features, rows: seed.rows?.test, parameters: []),
        try members[1].logits(
          for: seed.parts.test.features, rows: nil, parameters: trained.parameters[..<17]),
        try members[2].logits(
          for: seed.parts.test.features, rows: nil, parameters: trained.parameters[17...]),
      ].map { matrix in (0..<2).map { matrix[3, $0] } }
      if mean == "logits" {
        #expect(abs(logits[3, 0] - single.map { $0[0] }.reduce(0, +) / 3) < 1e-15)
      } else {
        let shares = single.map { (pair: [Double]) -> Double in
          exp(pair[1]) / (exp(pair[0]) + exp(pair[1]))
        }
        #expect(abs(exp(logits[3, 1]) - shares.reduce(0, +) / 3) < 1e-14)
      }
    }
    #expect(
      try await records(plan(teacher: "{ensemble: [{logits: TEACHER}, \(network)]}"), "ensemble")
        .teachers[1].trained?.parameters.count == 17)
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
    let text = teacherLines().joined().replacing(old, with: new)
    #expect(text != teacherLines().joined())
    try write(text, "teacher.csv")
    let plan = try plan()
    let error = #expect(throws: (any Error).self) {
      try plan.teacher.load(plan.data, plan.data.load())
    }
    #expect("\(String(describing: error!))" == "\(folder.path)/teacher.csv: \(message)")
  }

  @Test func otherDataAreRefused() throws {
    let plan = try plan(teacher: "{logits: TEACHER, dataSHA256: 00ff}")
    let error = #expect(throws: (any Error).self) {
      try plan.teacher.load(plan.data, plan.data.load())
    }
    #expect("\(error!)".contains("it is for data with the SHA-256 00ff, but these have "))
    let hash = try plan.data.load().sha256!
    let right = try self.plan(teacher: "{logits: TEACHER, dataSHA256: \(hash)}")
    _ = try right.teacher.load(right.data, right.data.load())
  }

  @Test func whatIsNoProbabilityIsRefused() throws {
    let plan = try plan(teacher: "{probabilities: TEACHER}")
    let error = #expect(throws: (any Error).self) {
      try plan.teacher.load(plan.data, plan.data.load())
    }
    #expect("\(error!)".hasSuffix("line 2, column 1 (high): -2.5 is no probability"))
  }

  /// The same words in an archive give the same student.
  @Test func archivesAreReadByNameToo() throws {
    let plan = try plan(file: "teacher.npz")
    let data = try plan.data.load()
    let csv = try self.plan()
    guard case .table(let expected) = try csv.teacher.load(csv.data, data) else {
      Issue.record("no table")
      return
    }
    func archive(
      ids: [String], classes: [String]? = nil, hash: String? = nil, name: String = "logits"
    ) throws {
      let order = ids.map { Int($0.dropFirst())! % 60 }
      let columns = classes == ["high", "low"] ? [1, 0] : [0, 1]
      let numbers = order.flatMap { row in columns.map { expected[row, $0] } }
      var arrays = [
        (name: "ids", array: NDArray(shape: [ids.count], .texts(ids))),
        (name: name, array: NDArray(shape: [ids.count, 2], .reals(numbers))),
      ]
      if let classes {
        arrays.append((name: "classes", array: NDArray(shape: [2], .texts(classes))))
      }
      if let hash {
        arrays.append((name: "dataSHA256", array: NDArray(shape: [1], .texts([hash]))))
      }
      try NPZ.write(arrays, to: "\(folder.path)/teacher.npz")
    }
    func load() throws -> Matrix? {
      if case .table(let logits) = try plan.teacher.load(plan.data, data) { logits } else { nil }
    }
    func message() -> String {
      do {
        return "\(String(describing: try load()))"
      } catch {
        return "\(error)"
      }
    }
    let ids = (0..<60).map { "s\($0)" }
    try archive(ids: ids.shuffled())
    #expect(try load() == expected)
    try archive(ids: ids.reversed(), classes: ["high", "low"], hash: data.sha256)
    #expect(try load() == expected)
    try archive(ids: ids.dropLast() + ["s0"])
    #expect(message().hasSuffix("teacher.npz: the sample \"s0\" is there twice"))
    try archive(ids: ids.dropLast() + ["s60"])
    #expect(message().hasSuffix("teacher.npz: the data have no sample \"s60\""))
    try archive(ids: Array(ids.dropLast()))
    #expect(message().hasSuffix("teacher.npz: the sample \"s59\" is not in it"))
    try archive(ids: ids, classes: ["high", "lower"])
    #expect(message().hasSuffix("teacher.npz: classes: they are not the data's: low, high"))
    try archive(ids: ids, hash: "00")
    #expect(message().contains("it is for data with the SHA-256 00, but these have"))
    try archive(ids: ids, name: "scores")
    #expect(message().contains("logits"))
  }

  /// What one experiment leaves teaches the next.
  @Test func savedStudentsTeach() async throws {
    let first = try plan()
    let data = try first.data.load()
    let records = try await records(first, "first")
    let parameters = try #require(records.arms[0].runs[0].trained?.parameters)
    let run = "\(folder.path)/first"
    try Experiment.write(
      try Experiment(first).studentsToKeep(records, data: data), inRunFolder: run)
    let saved = "\(run)/students/small/labels"
    let second = try plan(teacher: "{model: \(saved)}")
    guard case .table(let table, _, _) = data else { return }
    let teacher = try second.teacher.load(second.data, data)
    let rows = Array(0..<table.sampleCount)
    let logits = try teacher.logits(for: table.features, rows: rows, parameters: [])
    #expect(
      try teacher.features(.layer(0), for: table.features, rows: rows, parameters: []) == logits)
    try teacher.check(.layer(0), name: "teacher")
    #expect(throws: InvalidSetting.self) { try teacher.check(.penultimate, name: "teacher") }
    // One dense layer of two units: x W + b, inputs first.
    let kept = try SavedStudent(contentsOf: saved).parameters
    #expect(kept.count == parameters.count)
    let (x, y) = (table.features[7, 0], table.features[7, 1])
    #expect(abs(logits[7, 0] - (x * kept[0] + y * kept[2] + kept[4])) < 1e-12)
    _ = try await self.records(second, "second")
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

  @Test(
    arguments: [
      (
        "{logits: a, probabilities: b}",
        "teacher: logits and probabilities, where one teacher should be"
      ),
      (
        "{mean: logits}",
        "teacher: who teaches? give one of network, logits, probabilities, onnx, model, ensemble"
      ),
      ("{ensemble: []}", "teacher.ensemble: there is nobody in it"),
      ("{logits: a, mean: logits}", "teacher.mean: unknown key mean"),
    ])
  func plansThatSayNothingAreRefused(teacher: String, message: String) {
    let error = #expect(throws: PlanError.self) { try Experiment(plan(teacher: teacher)) }
    #expect(error!.description.contains(message), "\(error!)")
  }
}

import Datasets
import FileFormats
import Foundation
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Tables in files, and what their features go through.
@Suite struct FileDataTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var table = "kind,a,b,c,name\n"
    for row in 0..<80 {
      let (x, y) = (Double(row % 2) * 3 + 0.1 * Double(row), Double(row * row % 11))
      table += "\(["lo", "hi"][row % 2]),\(x),\(y),\(x - y),s\(row)\n"
    }
    try folder.write(table, to: "data.csv")
  }

  private var path: String { "\(folder.path)/data.csv" }

  private func file(_ preprocess: String = "[]", features: String = "[a, b, c]") throws -> PlanFile
  {
    try PlanFile(
      yaml: """
        name: files
        seeds: 2
        data:
          source: file
          path: \(path)
          label: kind
          features: \(features)
          classes: [lo, hi]
          split: {teacher: 0.3, student: 0.2, validation: 0.2, test: 0.3}
          preprocess: \(preprocess)
        teacher: {network: {hidden: [3], activation: tanh}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 3}}
        students:
          small: [{dense: {units: classes}}]
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
        training: {optimizer: {adam: {rate: 0.05}}, epochs: 5}
        """, name: "files.yaml")
  }

  @Test(
    arguments: [
      "[]", "[{standard: {}}]", "[{minMax: {from: -1}}, {pca: {components: 2}}]",
      "[{angles: {range: full, clip: false}}]",
      "[{pool: {height: 1, width: 3, blockHeight: 1, blockWidth: 3}}, {standard: {}}]",
    ])
  func plansAreReadAsTheyWereWritten(preprocess: String) throws {
    let plan = try file(preprocess).plan()
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    _ = try Experiment(plan)
  }

  @Test(
    arguments: [
      (
        "[a, kind]", "0",
        "line 1: the column \"kind\" is a feature and the label; leave it out of one"
      ),
      ("[a, 1]", "kind", "line 1: the column \"a\" is a feature twice; name it once"),
      ("[1, -4]", "kind", "line 1: the column \"a\" is a feature twice; name it once"),
    ])
  func aColumnIsOneThing(features: String, label: String, message: String) throws {
    var file = try file(features: features)
    try file.set("data.label=\(label)")
    let plan = try file.plan()
    let error = #expect(throws: FileError.self) { try plan.data.load() }
    #expect(error?.description == "\(path): \(message)")
  }

  @Test func aTransferSetIsPartOfTheSplit() throws {
    var file = try file()
    try file.set(
      "data.split={teacher: 0.5, student: {ofTeacher: 0.4}, test: 0.25, transfer: restOfTeacher}")
    let plan = try file.experiment().plan
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    let data = try plan.data.load().parts(seed: 0)
    let rows = try #require(data.rows)
    #expect((rows.student + rows.transfer).sorted() == rows.teacher)
    #expect(rows.teacher.count == 40 && rows.transfer.count == 24)
    #expect(data.parts.transfer.rowCount == 24)
    try file.set("data.split.transfer=0.25")
    let shares = try #require(try file.plan().data.load().parts(seed: 0).rows)
    #expect(shares.transfer.count == 20)
    #expect(Set(shares.teacher).isDisjoint(with: shares.transfer))
    try file.set("data.split.transfer=rest")
    let error = #expect(throws: PlanError.self) { try file.plan() }
    #expect(error!.description.contains("unknown transfer set rest; known: restOfTeacher"))
  }

  @Test func everySeedDividesTheRowsAnew() throws {
    let data = try file().plan().data.load()
    let (first, second) = (try data.parts(seed: 0), try data.parts(seed: 1))
    let rows = try #require(first.rows)
    #expect((rows.teacher + rows.student + rows.validation + rows.test).sorted() == Array(0..<80))
    #expect(second.rows != rows)
    #expect(try data.parts(seed: 0) == first)
    #expect(first.parts.test.sampleCount == 24 && first.transforms == nil)
  }

  /// What the test part holds must not reach the transforms.
  @Test func transformsAreFittedToTrainingRowsOnly() throws {
    let plan = try file("[{standard: {}}, {pca: {components: 2}}]").plan()
    let before = try plan.data.load().parts(seed: 0)
    #expect(before.parts.test.features.columnCount == 2)
    let rows = try #require(before.rows)
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    for row in rows.test + rows.validation {
      var fields = lines[row + 1].split(separator: ",")
      fields[1] = "1000"
      lines[row + 1] = Substring(fields.joined(separator: ","))
    }
    try folder.write(lines.joined(separator: "\n"), to: "data.csv")
    let after = try plan.data.load().parts(seed: 0)
    #expect(after.transforms == before.transforms)
    #expect(after.parts.student == before.parts.student)
    #expect(after.parts.test != before.parts.test)
    // Standardised on the training rows: their mean is zero.
    let training = [after.parts.teacher, after.parts.student]
    let sum = training.reduce(0) { sum, part in
      (0..<part.sampleCount).reduce(sum) { $0 + part.features[$1, 0] }
    }
    #expect(abs(sum) < 1e-10)
  }

  /// Parts that somebody else has divided.
  @Test func partsMayBeGiven() throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    for (name, rows) in [("train", 1..<41), ("test", 41..<81)] {
      let text = ([lines[0]] + lines[rows]).joined(separator: "\n")
      try folder.write(text, to: "\(name).csv")
    }
    var file = try file("[{standard: {}}]")
    let (train, test) = ("\(folder.path)/train.csv", "\(folder.path)/test.csv")
    try file.set("data.parts={teacher: \(train), student: \(train), test: \(test)}")
    let both = #expect(throws: PlanError.self) { try file.experiment() }
    #expect(both!.description.contains("leave out path and split"))
    try file.set("data.path=null")
    try file.set("data.split=null")
    let plan = try file.experiment().plan
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    let data = try plan.data.load()
    let parts = try data.parts(seed: 0)
    #expect(try data.parts(seed: 1) == parts)
    #expect(parts.rows?.teacher == Array(0..<40) && parts.rows?.student == Array(0..<40))
    #expect(parts.rows?.test == Array(40..<80) && parts.parts.validation.sampleCount == 0)
    let unlabelled = "\(folder.path)/more.csv"
    try Data("kind,a,b,c,name\n,1,2,3,u0\nhi,4,5,6,u1\n".utf8).write(to: URL(filePath: unlabelled))
    try file.set("data.parts.transfer=\(unlabelled)")
    let transfer = try file.plan().data.load().parts(seed: 0)
    #expect(transfer.rows?.transfer == [40, 41] && transfer.parts.transfer.rowCount == 2)
    #expect(transfer.transforms == parts.transforms)
    try file.set("data.parts.test=\(train)")
    let same = #expect(throws: (any Error).self) { try file.experiment() }
    #expect("\(same!)".contains("validation and test need files of their own"))
  }

  @Test(
    arguments: [
      ("[a, x]", "line 1: there is no column \"x\"; the nearest is \"a\""),
      ("[a, 7]", "there is no column 7; there are 0 to 4"),
      ("3", "4 columns are features, where 3 should be"),
      ("[a, name]", "line 2, column 5 (name): \"s0\" is no finite number"),
    ])
  func columnsThatAreNotThereAreRefused(features: String, message: String) throws {
    let plan = try file(features: features).plan()
    let error = #expect(throws: (any Error).self) { try plan.data.load() }
    #expect("\(error!)" == "\(path): \(message)")
  }

  /// A row without a label is in no labelled part.
  @Test func rowsMayBeWithoutALabel() throws {
    let text = try String(contentsOfFile: path, encoding: .utf8).replacing(
      "\nlo,6.0,", with: "\n,6.0,")
    try folder.write(text, to: "data.csv")
    let parts = try file().plan().data.load().parts(seed: 0)
    let rows = try #require(parts.rows)
    #expect(rows.teacher.count + rows.student.count + rows.validation.count + rows.test.count == 79)
    #expect(rows.transfer.count == 1)
  }

  @Test(
    arguments: [
      ("[{pca: {components: 4}}]", "data.preprocess[0].pca.components: 4; there may be 1 to 3"),
      ("[{pca: {}}]", "data.preprocess[0].pca: the key components is missing"),
      ("[{standard: {mean: 0}}]", "data.preprocess[0].standard.mean: unknown key mean"),
      (
        "[{minMax: {from: 1, to: 1}}]",
        "data.preprocess[0].minMax: from 1.0 to 1.0; the second must be larger"
      ),
      (
        "[{pool: {height: 2, width: 2, blockHeight: 1, blockWidth: 1}}]",
        "data.preprocess[0].pool: images of 4 numbers, where there are 3"
      ),
      (
        "[{pool: {height: 3, width: 1, blockHeight: 2, blockWidth: 1}}]",
        "data.preprocess[0].pool: a block's height is 2; it must be a divisor of the image's height: 1, 3"
      ),
    ])
  func transformsThatCannotBeAreRefused(preprocess: String, message: String) throws {
    let error = #expect(throws: PlanError.self) { try file(preprocess).experiment() }
    #expect(error!.description.contains(message), "\(error!)")
  }
}

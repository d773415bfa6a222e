import Datasets
import FileFormats
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Arrays as a plan's data: divided by shares, or given as parts.
@Suite struct ArrayPartsTests {
  private let folder: TemporaryFolder

  /// `x` and `y` with 40 samples, `xt` and `yt` with 20, of two classes and the shape [2, 2], with ids.
  init() throws {
    folder = try TemporaryFolder()
    try write("all", [("x", "y", "n", 40, 0), ("xt", "yt", "nt", 20, 40)])
    try write("train", [("x", "y", "n", 40, 0)])
    try write("test", [("x", "y", "n", 20, 40)])
  }

  private func write(
    _ name: String, _ samples: [(x: String, y: String, n: String, count: Int, first: Int)],
    shape: [Int] = [2, 2], labels: ((Int) -> Int64) = { Int64($0 % 2) }
  ) throws {
    let arrays = samples.flatMap { samples -> [(name: String, array: NDArray)] in
      let rows = samples.first..<samples.first + samples.count
      let size = shape.reduce(1, *)
      let numbers = rows.flatMap { row in (0..<size).map { Double(row * size + $0) } }
      return [
        (name: samples.x, array: NDArray(shape: [rows.count] + shape, .reals(numbers))),
        (name: samples.y, array: NDArray(shape: [rows.count], .integers(rows.map(labels)))),
        (name: samples.n, array: NDArray(shape: [rows.count], .texts(rows.map { "s\($0)" }))),
      ]
    }
    try NPZ.write(arrays, to: "\(folder.path)/\(name).npz")
  }

  private func file(_ data: String) throws -> PlanFile {
    try PlanFile(
      yaml: """
        name: arrays
        seeds: 2
        data: {source: arrays, featureCount: 4, classes: [even, odd], \(data.replacing("DIR", with: folder.path))}
        teacher: {network: {hidden: [3], activation: tanh}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 3}}
        students: {small: [{dense: {units: classes}}]}
        objectives: {labels: [{crossEntropy: {weight: 1}}]}
        training: {optimizer: {adam: {rate: 0.05}}, epochs: 5}
        """, name: "arrays.yaml")
  }

  private static let shares =
    "archive: DIR/all.npz, features: x, labels: y, ids: n, split: {teacher: 0.5, student: 0.2, test: 0.3}"
  private static let names =
    "archive: DIR/all.npz, parts: {teacher: {features: x, labels: y, ids: n}, "
    + "student: {features: x, labels: y, ids: n}, test: {features: xt, labels: yt, ids: nt}}"
  private static let archives =
    "parts: {teacher: {archive: DIR/train.npz, features: x, labels: y, ids: n}, student: {archive: DIR/train.npz, "
    + "features: x, labels: y, ids: n}, test: {archive: DIR/test.npz, features: x, labels: y, ids: n}}"

  @Test(arguments: [shares, names, archives])
  func plansAreReadAsTheyWereWritten(data: String) throws {
    let plan = try file(data).experiment().plan
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    #expect(plan.data.table?.hasIDs == true)
    #expect(try plan.data.load().parts(seed: 0).parts.test.features.columnCount == 4)
  }

  /// Students may learn from the teacher on its own samples, or on others that nobody has labelled.
  @Test func aTransferPartNeedsNoLabels() throws {
    func data(_ transfer: String) throws -> SeedData {
      try file(
        "parts: {teacher: {archive: DIR/all.npz, features: x, labels: y}, student: {archive: DIR/test.npz, "
          + "features: x, labels: y}, transfer: \(transfer), test: {archive: DIR/all.npz, features: xt, labels: yt}}"
      ).experiment().plan.data.load().parts(seed: 0)
    }
    let own = try data("{archive: DIR/all.npz, features: x, labels: y}")
    #expect(own.rows?.teacher == Array(0..<40) && own.rows?.transfer == Array(0..<40))
    let others = try data("{archive: DIR/train.npz, features: x}")
    #expect(others.rows?.student == Array(40..<60) && others.rows?.transfer == Array(60..<100))
    #expect(others.parts.transfer.rowCount == 40 && others.parts.teacher == own.parts.teacher)
    let refused = [
      (
        "{archive: DIR/test.npz, features: x, labels: y}",
        "the student has the labels of these samples"
      ),
      (
        "{archive: DIR/all.npz, features: xt, labels: yt}",
        "validation and test need files of their own"
      ),
    ]
    for (transfer, message) in refused {
      let error = #expect(throws: PlanError.self) { try data(transfer) }
      #expect(error!.description.contains(message), "\(error!)")
    }
    let error = #expect(throws: PlanError.self) {
      try file(Self.names.replacing("labels: yt, ", with: "")).experiment()
    }
    #expect(
      error!.description.contains("where are the labels? only a transfer part may be without"))
  }

  @Test func sharesAreDrawnForEachSeed() throws {
    let data = try file(Self.shares).plan().data.load()
    let (first, second) = (try data.parts(seed: 0), try data.parts(seed: 1))
    #expect(first.parts.teacher.sampleCount == 20 && first.parts.test.sampleCount == 12)
    #expect(first.rows != second.rows)
  }

  /// The same samples in one archive and in two are the same data.
  @Test(arguments: [names, archives])
  func partsAreTheSameForAllSeeds(data: String) throws {
    let data = try file(data).plan().data.load()
    let parts = try data.parts(seed: 0)
    #expect(try data.parts(seed: 1) == parts)
    #expect(parts.rows?.teacher == Array(0..<40) && parts.rows?.student == Array(0..<40))
    #expect(parts.rows?.test == Array(40..<60) && parts.parts.validation.sampleCount == 0)
    #expect(parts.parts.test.features.elements == (160..<240).map { Double($0) })
    #expect(parts.parts.test.labels == (0..<20).map { $0 % 2 })
    guard case .table(let table, _, _) = data else { return }
    #expect(table.sampleIDs == (0..<60).map { "s\($0)" })
    #expect(try data.sha256 == file(Self.names).plan().data.load().sha256)
  }

  @Test(
    arguments: [
      ("features: a", "data: where are the samples? give features, labels and split, or parts"),
      ("features: a, labels: b", "data: where are the samples?"),
      (
        "features: a, parts: {teacher: {features: x, labels: y}, student: {features: x, labels: y}, test: {features: z, labels: y}}",
        "data.parts: parts that are given are not divided: leave out features, labels, ids and split"
      ),
      (
        "parts: {teacher: {features: x, labels: y}, student: {features: z, labels: y}, test: {features: z, labels: w}}",
        "data.parts: validation and test need files of their own"
      ),
      (
        "parts: {teacher: {features: x, labels: y}, student: {features: x, labels: y}, validation: {features: z, labels: y}, test: {features: z, labels: y}}",
        "data.parts: validation and test need files of their own"
      ),
      (
        "parts: {teacher: {features: x, labels: y, ids: n}, student: {features: x, labels: y, ids: n}, test: {features: z, labels: w}}",
        "data.parts: some have ids and some have none"
      ),
      (
        "parts: {teacher: {features: x, lables: y}, student: {features: x, labels: y}, test: {features: z, labels: w}}",
        "data.parts.teacher.lables: unknown key lables; did you mean labels?"
      ),
      (
        "parts: {teacher: {features: x, labels: y}, student: {features: x, labels: y}}",
        "data.parts: the key test is missing"
      ),
    ])
  func plansThatCannotBeAreRefused(data: String, message: String) throws {
    let error = #expect(throws: PlanError.self) { try file(data).experiment() }
    #expect(error!.description.contains(message), "\(error!)")
  }

  @Test func partsThatDoNotFitAreRefused() throws {
    func message() throws -> String {
      let plan = try file(Self.archives).experiment().plan
      do {
        _ = try plan.data.load()
        return "nothing is wrong"
      } catch {
        return "\(error)".replacing(folder.path, with: "DIR")
      }
    }
    #expect(try message() == "nothing is wrong")
    let samples = [(x: "x", y: "y", n: "n", count: 20, first: 40)]
    // As many numbers, but other images.
    try write("test", samples, shape: [4])
    #expect(
      try message()
        == "DIR/test.npz: x: its samples have the shape [4], but those of DIR/train.npz: x have [2, 2]"
    )
    try write("test", samples, shape: [2, 3])
    #expect(try message().hasPrefix("DIR/test.npz: x.npy: its shape is [20, 2, 3], where [samples"))
    try write("test", samples, labels: { Int64($0 % 3) })
    #expect(try message().contains("the label \"2\" of row 2 (id \"s41\") is none of the classes"))
    try write("test", [(x: "x", y: "y", n: "n", count: 20, first: 30)])
    #expect(try message() == "the sample id \"s30\" is at row 31 and at row 41; give each its own")
    try write("test", samples)
    try write("train", [(x: "x", y: "y", n: "n", count: 40, first: 0)], labels: { _ in 1 })
    #expect(
      try message()
        == "DIR/test.npz: x: it has samples of the class \"even\", but the teacher's part, "
        + "DIR/train.npz: x, has none")
  }

  /// Tables' parts are held to the same.
  @Test func aClassThatTheTeachersPartHasNotIsRefusedInTables() throws {
    try folder.write("a,b,c,d,label\n1,2,3,4,even\n", to: "train.csv")
    try folder.write("a,b,c,d,label\n1,2,3,4,even\n1,2,3,5,odd\n", to: "test.csv")
    var file = try file(Self.shares)
    try file.set(
      "data={source: file, label: label, features: 4, classes: [even, odd], parts: {teacher: T, student: T, test: E}}"
        .replacing("T,", with: "\(folder.path)/train.csv,").replacing(
          "E}", with: "\(folder.path)/test.csv}"))
    let error = #expect(throws: FileError.self) { try file.plan().data.load() }
    #expect("\(error!)".hasPrefix("\(folder.path)/test.csv: it has samples of the class \"odd\""))
  }
}

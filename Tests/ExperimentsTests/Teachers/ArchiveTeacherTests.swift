import FileFormats
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Teachers whose words stand in NPZ archives.
@Suite struct ArchiveTeacherTests {
  private let table: TaughtTable

  init() throws {
    table = try TaughtTable()
  }

  /// The same words in an archive give the same student.
  @Test func archivesAreReadByNameToo() throws {
    let plan = try table.plan(file: "teacher.npz")
    let data = try plan.data.load()
    let expected = try #require(try table.logits(table.plan()))
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
      try NPZ.write(arrays, to: "\(table.folder.path)/teacher.npz")
    }
    func message() -> String {
      do {
        return "\(String(describing: try table.logits(plan)))"
      } catch {
        return "\(error)"
      }
    }
    let ids = (0..<60).map { "s\($0)" }
    try archive(ids: ids.shuffled())
    #expect(try table.logits(plan) == expected)
    try archive(ids: ids.reversed(), classes: ["high", "low"], hash: data.sha256)
    #expect(try table.logits(plan) == expected)
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
}

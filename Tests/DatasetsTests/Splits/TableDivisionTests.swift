import Tables
import TestSupport
import Testing

@testable import Datasets

/// Parts that were given, as one table.
@Suite struct TableDivisionTests {
  private func table(
    _ elements: [Double], names: [String] = ["x", "y"], labels: [String?], ids: [String]? = nil
  ) throws -> DataTable {
    try DataTable(
      features: Matrix(rowCount: labels.count, columnCount: 2, elements: elements),
      featureNames: names, labels: labels, classes: ["a", "b"], sampleIDs: ids)
  }

  @Test func tablesAreJoinedOneBelowTheOther() throws {
    let first = try table([1, 2, 3, 4], labels: ["b", nil], ids: ["p", "q"])
    let second = try table([5, 6], labels: ["a"], ids: ["r"])
    let joined = try DataTable(joining: [first, second])
    #expect(joined.features.elements == [1, 2, 3, 4, 5, 6] && joined.featureNames == ["x", "y"])
    #expect(joined.labels == [1, nil, 0] && joined.sampleIDs == ["p", "q", "r"])
    #expect(try DataTable(joining: [first]) == first)
  }

  @Test func partsThatDoNotFitAreRefused() throws {
    let first = try table([1, 2], labels: ["a"], ids: ["p"])
    let cases = [
      (
        try table([3, 4], names: ["x", "z"], labels: ["b"], ids: ["q"]),
        "the features of a part is x, z; it must be those of the first: x, y"
      ),
      (
        try table([3, 4], labels: ["b"], ids: ["p"]),
        "the sample id \"p\" is at row 1 and at row 2; give each its own"
      ),
      (
        try table([3, 4], labels: ["b"]),
        "the ids of a part is missing; it must be there for all parts or none"
      ),
    ]
    for (second, message) in cases {
      let error = #expect(throws: DatasetError.self) {
        try DataTable(joining: [first, second])
      }
      #expect("\(error as Any)".contains(message), "\(error as Any)")
    }
  }
}

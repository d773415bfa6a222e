import Tables
import TestSupport
import Testing

@testable import Datasets

/// Features `[count, 2]` that tell rows apart.
private func features(_ count: Int) -> Matrix {
  Matrix(rowCount: count, columnCount: 2, elements: (0..<2 * count).map(Double.init))
}

private func refusal(_ make: () throws -> DataTable) -> String? {
  #expect(throws: DatasetError.self) { try make() }?.description
}

@Suite struct DataTableTests {
  @Test func labelsBecomeIndicesAndRowsMayHaveNone() throws {
    let table = try DataTable(
      features: features(5), labels: ["b", nil, "a", "", "b"], sampleIDs: ["1", "2", "3", "4", "5"])
    #expect(table.classNames == ["a", "b"])
    #expect(table.labels == [1, nil, 0, nil, 1])
    #expect(table.featureNames == ["x0", "x1"])
    #expect(table.sampleCount == 5 && table.classCount == 2)
    #expect(table.classSizes == [1, 2])
    let data = table.dataset(ofRows: [4, 2])
    #expect(data.labels == [1, 0] && data.classCount == 2)
    #expect(data.features.elements == [8, 9, 4, 5])
  }

  @Test(
    arguments: [
      (["10", "9", "-3", "+4", "007"], ["-3", "+4", "007", "9", "10"]),
      (["7", "07", "-12", "-2", "0", "-0"], ["-12", "-2", "-0", "0", "07", "7"]),
      (
        ["100000000000000000000", "99999999999999999999", "5"],
        ["5", "99999999999999999999", "100000000000000000000"]
      ),
      (["10", "9", "x"], ["10", "9", "x"]), (["10", "9", "-"], ["-", "10", "9"]),
      (["1.0", "10.0", "9.0"], ["1.0", "10.0", "9.0"]),
      // Code points: upper case first, the last plane after everything in the first.
      (
        ["b", "B", "a", "é", "\u{1F600}", "\u{FFFD}"],
        ["B", "a", "b", "é", "\u{FFFD}", "\u{1F600}"]
      ),
    ] as [([String], [String])])
  func classesAreInNumericalOrderOrThatOfCodePoints(labels: [String], expected: [String]) throws {
    let table = try DataTable(features: features(labels.count), labels: labels)
    #expect(table.classNames == expected)
    #expect(table.labels.map { table.classNames[$0!] } == labels)
    let reversed = try DataTable(features: features(labels.count), labels: labels.reversed())
    #expect(reversed.classNames == expected)
  }

  @Test func theCallerMayOrderTheClasses() throws {
    let table = try DataTable(
      features: features(2), labels: ["no", "yes"], classes: ["yes", "perhaps", "no"])
    #expect(table.labels == [2, 0] && table.classSizes == [1, 0, 1])
  }

  @Test func anUnknownLabelIsNamedWithItsRowAndTheNearestClass() {
    let message = refusal {
      try DataTable(
        features: features(3), labels: ["virginica", nil, "setsoa"],
        classes: ["virginica", "versicolor", "setosa"], sampleIDs: ["p", "q", "r"])
    }
    #expect(
      message == "the label \"setsoa\" of row 3 (id \"r\") is none of the classes; the nearest is "
        + "\"setosa\": correct the label or name it as a class")
  }

  @Test func whatIsNoTableIsRefused() {
    let names: [String?] = ["a", "b", "a"]
    #expect(
      refusal { try DataTable(features: features(2), labels: names) }
        == "3 labels for 2 rows; there must be one for each")
    #expect(
      refusal { try DataTable(features: features(3), featureNames: ["u"], labels: names) }
        == "1 feature names for 2 features; there must be one for each")
    #expect(
      refusal { try DataTable(features: features(3), labels: names, sampleIDs: ["p"]) }
        == "1 sample ids for 3 rows; there must be one for each")
    #expect(
      refusal { try DataTable(features: features(3), labels: names, sampleIDs: ["p", "q", "p"]) }
        == "the sample id \"p\" is at row 1 and at row 3; give each its own")
    #expect(
      refusal { try DataTable(features: features(3), featureNames: ["u", "u"], labels: names) }
        == "the feature name \"u\" is at column 1 and at column 2; give each its own")
    #expect(
      refusal { try DataTable(features: features(3), labels: names, classes: ["a", "b", "a"]) }
        == "the class \"a\" is at position 1 and at position 3; give each its own")
    #expect(
      refusal { try DataTable(features: features(3), labels: names, classes: ["a", "b", ""]) }
        == "a class's name is empty; it must be some text: an empty label means none")
    #expect(
      refusal { try DataTable(features: features(2), labels: ["a", nil]) }
        == "the only class is \"a\"; a classification needs at least 2 classes")
    #expect(
      refusal { try DataTable(features: features(2), labels: [nil, nil]) }
        == "no row has a label; a classification needs at least 2 classes")
    #expect(
      refusal { try DataTable(features: features(0), labels: []) }
        == "a table of 0 rows and 2 features holds nothing; it needs one of each")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aFeatureThatIsNotFiniteIsNamedWithItsRow(value: Double) {
    var wrong = features(3)
    wrong[1, 0] = value
    #expect(
      refusal {
        try DataTable(features: wrong, featureNames: ["age", "size"], labels: ["a", "b", "a"])
      } == "feature \"age\" of row 2 is \(value); put a finite number there or leave the row out")
  }

  @Test func aTableThatIsTooLargeIsRefusedBeforeItIsThere() throws {
    try DataTable.check(rowCount: 70_000, columnCount: 784)
    for (rows, columns) in [(1 << 28, 2), (.max, 1), (1, .max), (.max, .max)] as [(Int, Int)] {
      let error = #expect(throws: DatasetError.self) {
        try DataTable.check(rowCount: rows, columnCount: columns)
      }
      #expect(error == .tableTooLarge(rowCount: rows, columnCount: columns))
    }
  }

  @Test func aColumnOfIdsIsNoLabel() {
    let count = DataTable.classLimit + 1
    let labels = (0..<count).map { "\($0)" }
    let one = Matrix(rowCount: count, columnCount: 1)
    let message =
      "10001 different labels are more than 10000 classes; "
      + "is this column an id or a number to predict? Choose another one"
    #expect(refusal { try DataTable(features: one, labels: labels) } == message)
    #expect(refusal { try DataTable(features: one, labels: labels, classes: labels) } == message)
  }

  @Test func textFromOutsideStaysOnOneLineAndShort() {
    let long = String(repeating: "a", count: 5000)
    let message = refusal {
      try DataTable(features: features(1), labels: ["x\ny" + long], classes: ["b\nc", "d"])
    }
    #expect(message.map { $0.count < 200 && !$0.contains("\n") } == true)
  }
}

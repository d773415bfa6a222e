import Datasets
import Distillation
import FileFormats
import Foundation
import HybridModels
import NeuralNetworks
import Tables
import TestSupport
import Testing

@testable import Experiments

@Suite struct PredictionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private let names = ["red", "green", "blue"]

  /// A table of these samples with a label of each, and an id.
  private func write(_ features: Matrix, labels: [Int]) throws -> String {
    let header =
      ["id"] + (0..<features.columnCount).reversed().map { "feature \($0)" } + ["label"]
    let rows = (0..<features.rowCount).map { row in
      ["s\(row)"] + features[row: row].reversed().map { "\($0)" } + [names[labels[row]]]
    }
    return try folder.write(CSV.text(header: header, rows: rows), to: "table.csv")
  }

  private func predict(
    _ student: SavedStudent, _ path: String, id: TableColumn? = nil, probabilities: Bool = false,
    threads: Int = 1
  ) throws -> String {
    let out = "\(folder.path)/out.csv"
    var columns = student.sampleColumns
    columns.sampleID = id
    let reader = try SampleReader(path, columns: columns)
    try student.predict(
      reader, to: try OutputFile.Writer(out), withProbabilities: probabilities,
      threadCount: threads)
    return try String(contentsOfFile: out, encoding: .utf8)
  }

  /// Predictions, evaluations and the logits of the model in memory are the same numbers, also over several batches.
  @Test(arguments: [0, 3, 6, 7])
  func predictionsAreThoseOfTheLogits(index: Int) throws {
    let (_, inputCount, layers) = layerCases[index]
    try sampleStudent(layers, inputCount: inputCount).write(to: "\(folder.path)/student")
    let student = try SavedStudent(contentsOf: "\(folder.path)/student")
    let features = sampleFeatures(SavedStudent.batchSize + 1000, inputCount)
    let labels = (0..<features.rowCount).map { $0 % 3 }
    let path = try write(features, labels: labels)
    let logits = student.model.logits(for: features, parameters: student.parameters)
    let predictions = logits.argmaxOfRows()
    let expected = CSV.text(
      header: ["id", "prediction", "p_red", "p_green", "p_blue"],
      rows: (0..<features.rowCount).map { row in
        ["s\(row)", names[predictions[row]]] + softmax(logits[row: row]).map { "\($0)" }
      })
    let printed = try predict(student, path, id: .name("id"), probabilities: true)
    #expect(printed == expected)
    #expect(
      try predict(student, path, id: .name("id"), probabilities: true, threads: 3) == expected)

    var columns = student.sampleColumns
    columns.needsLabel = true
    let evaluation = try student.evaluate(
      try SampleReader(path, columns: columns, classes: names), teacher: student, threadCount: 2)
    #expect(evaluation.sampleCount == features.rowCount)
    #expect(evaluation.macroF1 == macroF1(predictions: predictions, labels: labels))
    #expect(evaluation.accuracy == accuracy(predictions: predictions, labels: labels))
    #expect(
      evaluation.calibrationError == Reliability(logits: logits, labels: labels).calibrationError)
    #expect(
      evaluation.confusion
        == ConfusionMatrix(predictions: predictions, labels: labels, classCount: 3).counts)
    #expect(evaluation.classes.map(\.name) == names)
    let teacher = try #require(evaluation.teacher)
    #expect(teacher.agreement == 1 && abs(teacher.divergence) < 1e-15)
    #expect(teacher.macroF1 == evaluation.macroF1)
  }

  /// A table and arrays of the same samples are the same to a student.
  @Test func arraysGiveThePredictionsOfTables() throws {
    let student = try sampleStudent(layerCases[3].layers, inputCount: 2)
    let features = sampleFeatures(SavedStudent.batchSize + 7, 2)
    let labels = (0..<features.rowCount).map { $0 % 3 }
    let archive = "\(folder.path)/samples.npz"
    try NPZ.write(
      [
        (name: "x", array: NDArray(shape: [features.rowCount, 1, 2], .reals(features.elements))),
        (name: "y", array: NDArray(shape: [labels.count], .integers(labels.map { Int64($0) }))),
        (name: "n", array: NDArray(shape: [labels.count], .texts(labels.indices.map { "s\($0)" }))),
      ], to: archive)
    let table = try write(features, labels: labels)
    let out = "\(folder.path)/arrays.csv"
    try student.predict(
      try ArraySampleReader(
        ArrayFiles(archive: archive, features: "x", ids: "n"), featureCount: 2),
      to: try OutputFile.Writer(out), withProbabilities: true)
    #expect(
      try String(contentsOfFile: out, encoding: .utf8)
        == predict(student, table, id: .name("id"), probabilities: true))
    var columns = student.sampleColumns
    columns.needsLabel = true
    #expect(
      try student.evaluate(
        ArraySampleReader(
          ArrayFiles(archive: archive, features: "x", labels: "y"), featureCount: 2, classes: names)
      ) == student.evaluate(SampleReader(table, columns: columns, classes: names)))
  }

  @Test func rowsWithoutIdsAreNumbered() throws {
    let path = try write(sampleFeatures(3, 2), labels: [0, 1, 2])
    let lines = try predict(try sampleStudent(), path).split(separator: "\n")
    #expect(lines.map { $0.prefix(2) } == ["ro", "1,", "2,", "3,"])
    #expect(lines[0] == "row,prediction")
  }

  /// A line that no circuit can take is named, in whatever batch it is.
  @Test func aSampleWithoutAStateIsNamedByItsLine() throws {
    let (_, _, layers) = layerCases[7]
    let padless = layers.map { layer in
      guard case .circuit(var circuit) = layer else { return layer }
      circuit.embedding = .amplitude(padding: 0)
      return .circuit(circuit)
    }
    let student = try sampleStudent(padless, inputCount: 5)
    var features = sampleFeatures(SavedStudent.batchSize + 10, 5)
    for column in 0..<5 { features[SavedStudent.batchSize + 3, column] = 0 }
    let path = try write(features, labels: Array(repeating: 0, count: features.rowCount))
    let error = #expect(throws: FileError.self) { try predict(student, path) }
    // The header is line 1.
    #expect(error?.place == .line(SavedStudent.batchSize + 5))
    #expect("\(error!)".contains("its amplitudes are all 0"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out.csv"))
  }

  @Test func teachersMustKnowTheSame() throws {
    let student = try sampleStudent()
    #expect(student.teacherProblem(student) == nil)
    let other = try sampleStudent(layerCases[0].layers, inputCount: 3)
    #expect(student.teacherProblem(other) == "it takes 3 features, not 2")
    let renamed = try SavedStudent(
      name: "x",
      interface: StudentInterface(inputCount: 2, classNames: ["red", "blue", "green"]),
      layers: student.layers, parameters: student.parameters, training: student.training)
    #expect(student.teacherProblem(renamed)?.hasPrefix("its classes are") == true)
  }
}

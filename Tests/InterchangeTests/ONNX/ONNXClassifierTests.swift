import Foundation
import Tables
import TestSupport
import Testing

@testable import Interchange

/// Which output is read, and what its numbers are taken for. None of these tests needs ONNX Runtime.
@Suite struct ClassScoresTests {
  private static func tensor(
    _ name: String, _ shape: [Int?], _ element: ONNXElement = .float
  ) -> ONNXValueType {
    ONNXValueType(name: name, kind: .tensor(element, shape: shape))
  }

  private static let label = tensor("label", [nil], .int64)

  @Test(
    arguments: [
      ([label, tensor("probabilities", [nil, 3])], nil, "probabilities"),
      (
        [label, ONNXValueType(name: "output_probability", kind: .sequence)], nil,
        "output_probability"
      ),
      ([tensor("logits", [nil, 3]), tensor("features", [nil, 64])], nil, "logits"),
      ([tensor("logits", [nil, 3]), tensor("features", [nil, 64])], "features", "features"),
      ([tensor("y", [nil, 3, 1, 1]), tensor("map", [nil, 3, 8, 8])], nil, "y"),
      ([tensor("y", [])], nil, "y"),
      ([tensor("y", [nil], .double)], nil, "y"),
    ] as [([ONNXValueType], String?, String)])
  func theOutputWithNumbersIsFound(outputs: [ONNXValueType], name: String?, chosen: String) throws {
    #expect(try ONNXClassifier.scoreOutput(of: outputs, named: name) == chosen)
  }

  @Test(
    arguments: [
      ([label], nil, "none of its outputs is a number for each class (label: int64 [?])"),
      ([tensor("a", [nil, 3]), tensor("b", [nil, 3])], nil, "name one of a, b"),
      ([tensor("a", [nil, 3])], "c", "it has no output c; it has a: float [?, 3]"),
      ([label, tensor("a", [nil, 3])], "label", "is not a number for each class"),
    ] as [([ONNXValueType], String?, String)])
  func whatIsNotClearIsAsked(outputs: [ONNXValueType], name: String?, message: String) {
    let failure = #expect(throws: ONNXFailure.self) {
      try ONNXClassifier.scoreOutput(of: outputs, named: name)
    }
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }

  private func scores(
    _ numbers: [Double], samples: Int, _ scale: ONNXClassifier.Scale = .automatic,
    labels: ClassLabels? = nil
  ) throws -> ClassScores {
    let columns = numbers.count / samples
    let output = ONNXOutput(
      name: "y", sampleShape: columns == 1 ? [] : [columns], values: .numbers(numbers))
    return try ClassScores(
      output, sampleCount: samples, scale: scale, predictedLabels: labels)
  }

  @Test func whatLooksLikeProbabilitiesIsTakenForThem() throws {
    let probabilities = try scores([0.25, 0.75, 1, 0], samples: 2)
    #expect(probabilities.scale == .probabilities)
    let logits = try scores([0.25, 0.75, 1, 0.001], samples: 2)
    #expect(logits.scale == .logits)
    #expect(try scores([1.5, -0.5], samples: 1).scale == .logits)
    #expect(try scores([0.25, 0.75], samples: 1, .stated(.logits)).scale == .logits)
    #expect(try scores([0.5, 0.50005], samples: 1).scale == .probabilities)
  }

  @Test func oneNumberIsOfTheSecondOfTwoClasses() throws {
    let probabilities = try scores([0.25, 1, 0], samples: 3, .stated(.probabilities))
    #expect(probabilities.values.elements == [0.75, 0.25, 0, 1, 1, 0])
    let logits = try scores([0.25, 2, -1], samples: 3, .stated(.logits))
    #expect(logits.values.elements == [0, 0.25, 0, 2, 0, -1])
    // What it looks like would depend on the samples.
    for numbers in [[0.25, 1, 0], [0.25, 2, -1]] {
      let failure = #expect(throws: ONNXFailure.self) { try scores(numbers, samples: 3) }
      #expect(
        failure?.message.contains("has one number a sample; state its scale: logits or") == true)
    }
  }

  @Test func whatIsStatedIsChecked() {
    let failure = #expect(throws: ONNXFailure.self) {
      try scores([0.25, 0.75, 2, 1], samples: 2, .stated(.probabilities))
    }
    #expect(
      failure?.message
        == "the output y has no probabilities: those of sample 1 (from 0) add up to 3.0; are they logits?"
    )
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersThatAreNotFiniteAreRefused(number: Double) {
    let failure = #expect(throws: ONNXFailure.self) {
      try scores([1, 2, 3, 4, number, 5], samples: 3)
    }
    #expect(
      failure?.message.contains("is \(number) in column 0 for sample 2 (both from 0)") == true)
  }

  @Test(.tags(.property)) func softmaxOfTheLogitsIsTheProbabilities() throws {
    let probabilities = try scores([0.2, 0.3, 0.5, 1, 0, 0], samples: 2)
    let logits = probabilities.logits(smallestProbability: 1e-9)
    for row in 0..<2 {
      let powers = logits[row: row].map(exp)
      let sum = powers.reduce(0, +)
      // The exact zeros count as 1e-9.
      #expect(
        largestDistance(powers.map { $0 / sum }, Array(probabilities.values[row: row])) < 3e-9)
    }
    let values = try scores([3, -1], samples: 1)
    #expect(values.logits() == values.values)
  }

  @Test func columnsAreNamedByThePredictedLabels() throws {
    let labels = ClassLabels.strings(["b", "a", "b", "a", "a"])
    let scores = try scores(
      [0.9, 0.1, 0, 0.2, 0.8, 0, 0.6, 0.4, 0, 0.1, 0.9, 0, 0.5, 0.5, 0], samples: 5, labels: labels)
    // The fifth sample is a tie that the model decided otherwise.
    #expect(scores.columnLabels == ["b", "a", nil])
    #expect(try self.scores([0.5, 0.5], samples: 1).columnLabels == [nil, nil])
  }
}

@Suite(
  .enabled(if: isRuntimeWanted, "ONNX Runtime is not installed (pip install onnxruntime)"))
struct ONNXClassifierTests {
  let models = TestModels()

  @Test(.tags(.reference)) func logitsAndProbabilitiesOfOneModelAgree() throws {
    let features = testFeatures(300, 3)
    let logits = try ONNXClassifier(models.linear()).scores(for: features)
    let probabilities = try ONNXClassifier(models.linear(softmax: true)).scores(for: features)
    #expect(logits.scale == .logits)
    #expect(probabilities.scale == .probabilities)
    let expected = (0..<300).flatMap { row -> [Double] in
      let powers = TestModels.logits(features[row: row]).map(exp)
      return powers.map { $0 / (powers[0] + powers[1]) }
    }
    // Single precision.
    #expect(largestDistance(probabilities.values.elements, expected) < 1e-6)
    #expect(logits.values.argmaxOfRows() == probabilities.values.argmaxOfRows())
  }

  /// As skl2onnx writes a linear classifier: with ZipMap, and without.
  private func classifier(zipMap: Bool) throws -> ONNXModel {
    try models.model { file in
      file.addInput("X", [nil, 3])
      let classes = ONNXFile.Attribute.integers([3, 7])
      file.addNode(
        "LinearClassifier", ["X"], ["label", "probabilities"],
        [
          ("classlabels_ints", classes),
          ("coefficients", .floats([1, 0.5, -3, -1, 2, 0.25])),
          ("intercepts", .floats([0.5, -0.25])),
          ("multi_class", .integer(1)), ("post_transform", .string("SOFTMAX")),
        ], domain: "ai.onnx.ml")
      file.addOutput("label", [nil], .int64)
      if zipMap {
        file.addNode(
          "ZipMap", ["probabilities"], ["maps"], [("classlabels_int64s", classes)],
          domain: "ai.onnx.ml")
        file.addMapsOutput("maps", keys: .int64)
      } else {
        file.addOutput("probabilities", [nil, 2])
      }
    }
  }

  @Test(.tags(.reference), arguments: [true, false])
  func classifiersLikeScikitLearnsAreRead(zipMap: Bool) throws {
    let features = testFeatures(500, 3)
    let classifier = try ONNXClassifier(classifier(zipMap: zipMap))
    #expect(classifier.output == (zipMap ? "maps" : "probabilities"))
    let scores = try classifier.scores(for: features)
    let plain = try ONNXClassifier(models.linear(softmax: true)).scores(for: features)
    #expect(scores.scale == .probabilities)
    #expect(largestDistance(scores.values.elements, plain.values.elements) < 1e-6)
    #expect(scores.classes == (zipMap ? .integers([3, 7]) : nil))
    #expect(scores.columnLabels == ["3", "7"])
    #expect(
      scores.predictedLabels == .integers(scores.values.argmaxOfRows().map { $0 == 0 ? 3 : 7 }))
  }

  @Test func errorsNameTheModel() throws {
    let model = try models.model { file in
      file.addInput("x", [nil, 3])
      file.addNode("Log", ["x"], ["y"])
      file.addOutput("y", [nil, 3])
    }
    let features = Matrix(rowCount: 2, columnCount: 3, elements: [1, 1, 1, 1, -1, 1])
    let error = #expect(throws: InterchangeError.self) {
      try ONNXClassifier(model).scores(for: features)
    }
    #expect(error?.place == model.path)
    #expect(error?.problem.contains("in column 1 for sample 1") == true)
  }
}

import Foundation
import Tables
import TestSupport
import Testing

@testable import Interchange

@Suite(
  .enabled(if: isRuntimeWanted, "ONNX Runtime is not installed (pip install onnxruntime)"))
struct ONNXModelTests {
  let models = TestModels()

  private func numbers(_ output: ONNXOutput?) -> [Double] {
    if case .numbers(let numbers)? = output?.values { numbers } else { [] }
  }

  /// What is expected of the linear models; exact, as all numbers have few bits.
  private func logits(_ features: Matrix) -> [Double] {
    (0..<features.rowCount).flatMap { TestModels.logits(features[row: $0]) }
  }

  @Test func aModelSaysWhatItTakesAndGives() throws {
    let model = try models.linear()
    #expect(model.inputs.map(\.description) == ["x: float [?, 3]"])
    #expect(model.outputs.map(\.description) == ["logits: float [?, 2]"])
    #expect(model.featureCount == 3)
    #expect(try models.linear(features: nil).featureCount == nil)
  }

  @Test(.tags(.reference), arguments: [1, 255, 256, 257, 1000])
  func allSamplesComeBackInTheirOrder(sampleCount: Int) throws {
    let features = testFeatures(sampleCount, 3)
    let outputs = try models.linear().outputs(for: features)
    #expect(outputs.map(\.name) == ["logits"])
    #expect(outputs[0].sampleShape == [2])
    #expect(numbers(outputs[0]) == logits(features))
  }

  @Test(.tags(.reference), arguments: [1, 4, 7])
  func modelsForAFixedNumberOfSamplesRunOnAnyNumber(batch: Int) throws {
    let model = try models.linear(batch: batch)
    for sampleCount in [1, 4, 10] {
      let features = testFeatures(sampleCount, 3)
      let outputs = try model.outputs(for: features)
      #expect(numbers(outputs.first) == logits(features))
    }
  }

  @Test(.tags(.reference), arguments: [ONNXFile.Element.double, .int64])
  func otherTypesOfElementsAreConverted(element: ONNXFile.Element) throws {
    let model = try models.model { file in
      file.addInput("x", [nil, 3], element)
      file.addNode("Cast", ["x"], ["floats"], [("to", .integer(1))])
      file.addLinear(from: "floats", to: "logits")
      file.addOutput("logits", [nil, 2])
    }
    let features = Matrix(rowCount: 2, columnCount: 3, elements: [1, -2, 3, 40, 5, -60])
    #expect(numbers(try model.outputs(for: features).first) == logits(features))
  }

  /// The mean over each channel tells whether a row was taken channel after channel.
  @Test func imagesAreTakenChannelAfterChannel() throws {
    let model = try models.model { file in
      file.addInput("x", [nil, 2, 2, 3])
      file.addNode("GlobalAveragePool", ["x"], ["means"])
      file.addOutput("means", [nil, 2, 1, 1])
    }
    let features = Matrix(
      rowCount: 2, columnCount: 12,
      elements: [1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5] + (0..<12).map(Double.init))
    let output = try #require(try model.outputs(for: features).first)
    #expect(output.sampleShape == [2, 1, 1])
    #expect(numbers(output) == [1, 5, 2.5, 8.5])
  }

  @Test func outputsOfEveryKindAreRead() throws {
    let model = try models.model { file in
      file.addInput("x", [nil, 3])
      file.addLinear(to: "z")
      file.addNode("Softmax", ["z"], ["probabilities"])
      file.addNode("ArgMax", ["z"], ["label"], [("axis", .integer(1)), ("keepdims", .integer(0))])
      file.addNode(
        "LabelEncoder", ["label"], ["name"],
        [("classes_strings", .strings(["", "größer"])), ("default_string", .string("?"))],
        domain: "ai.onnx.ml")
      file.addNode("Cast", ["probabilities"], ["doubles"], [("to", .integer(11))])
      file.addNode(
        "ZipMap", ["probabilities"], ["maps"], [("classlabels_strings", .strings(["b", "a"]))],
        domain: "ai.onnx.ml")
      file.addOutput("label", [nil], .int64)
      file.addOutput("name", [nil], .string)
      file.addOutput("doubles", [nil, 2], .double)
      file.addMapsOutput("maps", keys: .string)
    }
    #expect(
      model.outputs.map(\.description) == [
        "label: int64 [?]", "name: string [?]", "doubles: double [?, 2]", "maps: a sequence",
      ])
    let features = testFeatures(300, 3)
    let outputs = try model.outputs(for: features)
    let expected = logits(features)
    let labels = (0..<300).map { expected[2 * $0] >= expected[2 * $0 + 1] ? 0 : 1 }
    #expect(Set(labels).count == 2)
    #expect(outputs[0].values == .labels(.integers(labels)))
    #expect(outputs[1].values == .labels(.strings(labels.map { ["", "größer"][$0] })))
    let doubles = numbers(outputs[2])
    // Maps come with sorted keys.
    let swapped = (0..<300).flatMap { [doubles[2 * $0 + 1], doubles[2 * $0]] }
    #expect(outputs[3].values == .maps(keys: .strings(["a", "b"]), numbers: swapped))
    #expect(try model.outputs(for: features, named: ["name"]).map(\.name) == ["name"])
  }

  @Test func errorsAreOneLineWithThePath() throws {
    let runtime = try ONNXRuntime.find()
    let path = try models.folder.write("no model", to: "text.onnx")
    for (path, message) in [
      (path, "ONNX Runtime \(runtime.version) cannot read this model: "),
      (models.folder.path, "it is a folder"),
      ("\(models.folder.path)/missing.onnx", "no such file"),
    ] {
      let error = #expect(throws: InterchangeError.self) {
        try ONNXModel(path: path, runtime: runtime)
      }
      let text = try #require(error?.description)
      #expect(text.hasPrefix("\(path): \(message)"))
      #expect(text.components(separatedBy: path).count == 2 && !text.contains("\n"), "\(text)")
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let model = try models.linear()
    func error(_ features: Matrix, _ names: [String]? = nil) -> String {
      let error = #expect(throws: InterchangeError.self) {
        try model.outputs(for: features, named: names)
      }
      return error?.problem ?? ""
    }
    #expect(
      error(testFeatures(2, 4))
        == "it takes 3 features a sample (x: float [?, 3]), and the data has 4")
    #expect(error(testFeatures(0, 3)).contains("0 samples of 3 features"))
    #expect(error(testFeatures(1, 3), ["z"]) == "it has no output z; it has logits")

    let twoInputs = try models.model { file in
      file.addInput("a", [nil, 2])
      file.addInput("b", [nil, 2])
      file.addNode("Add", ["a", "b"], ["c"])
      file.addOutput("c", [nil, 2])
    }
    let failure = #expect(throws: InterchangeError.self) {
      try twoInputs.outputs(for: testFeatures(1, 4))
    }
    #expect(failure?.problem.contains("it has 2 inputs (a, b)") == true)

    let mean = try models.model { file in
      file.addInput("x", [nil, 2])
      file.addNode("ReduceMean", ["x"], ["mean"], [("axes", .integers([0]))])
      file.addOutput("mean", [1, 2])
    }
    let notARow = #expect(throws: InterchangeError.self) {
      try mean.outputs(for: testFeatures(3, 2))
    }
    #expect(notARow?.problem.contains("not a row for each") == true)
  }

  /// A graph that fails while it runs: its division has no such sizes.
  @Test func aModelThatFailsSaysSo() throws {
    let model = try models.model { file in
      file.addInput("x", [nil, nil])
      file.addLinear(to: "logits")
      file.addOutput("logits", [nil, 2])
    }
    let error = #expect(throws: InterchangeError.self) {
      try model.outputs(for: testFeatures(2, 5))
    }
    #expect(error?.place == model.path)
    #expect(error?.problem.contains("\n") == false)
  }

  @Test func severalThreadsMayRunOneModel() async throws {
    let model = try models.linear(softmax: true)
    let features = testFeatures(600, 3)
    let expected = try model.outputs(for: features)
    try await withThrowingTaskGroup(of: [ONNXOutput].self) { group in
      for _ in 0..<8 { group.addTask { try model.outputs(for: features) } }
      for try await outputs in group { #expect(outputs == expected) }
    }
  }
}

import Foundation
import Tables
import TestSupport

@testable import Interchange

/// Models of a few operators, in a folder of their own.
struct TestModels {
  /// Where they are.
  let folder = try! TemporaryFolder()

  /// The weights `[3, 2]` and biases of the linear models here.
  static let weights: [Float] = [1, -1, 0.5, 2, -3, 0.25]
  static let biases: [Float] = [0.5, -0.25]

  /// What the linear models give for a row of three features.
  static func logits(_ row: some Sequence<Double>) -> [Double] {
    let row = Array(row)
    return (0..<2).map { column in
      Double(biases[column]) + (0..<3).reduce(0) { $0 + row[$1] * Double(weights[2 * $1 + column]) }
    }
  }

  /// Loads a model that `fill` describes.
  func model(_ fill: (inout ONNXFile) -> Void) throws -> ONNXModel {
    let path = try file(fill)
    return try ONNXModel(path: path, runtime: ONNXRuntime.find())
  }

  /// Writes a model that `fill` describes.
  func file(_ fill: (inout ONNXFile) -> Void) throws -> String {
    var file = ONNXFile()
    fill(&file)
    let path = "\(folder.path)/\(UUID().uuidString).onnx"
    try file.write(to: path)
    return path
  }

  /// A linear model with an output `logits` or, after softmax, `probabilities`.
  func linear(
    batch: Int? = nil, features: Int? = 3, softmax: Bool = false
  ) throws -> ONNXModel {
    try model { file in
      file.addInput("x", [batch, features])
      file.addLinear(to: softmax ? "z" : "logits")
      if softmax { file.addNode("Softmax", ["z"], ["probabilities"]) }
      file.addOutput(softmax ? "probabilities" : "logits", [batch, 2])
    }
  }
}

extension ONNXFile {
  /// Adds a product with the weights, and the biases: what comes out of `x` is called `name`.
  mutating func addLinear(from input: String = "x", to name: String) {
    addConstant("weights", shape: [3, 2], TestModels.weights)
    addConstant("biases", shape: [2], TestModels.biases)
    addNode("MatMul", [input, "weights"], ["product"])
    addNode("Add", ["product", "biases"], [name])
  }
}

/// Rows of features that are not alike.
func testFeatures(_ rowCount: Int, _ columnCount: Int) -> Matrix {
  Matrix(
    rowCount: rowCount, columnCount: columnCount,
    elements: (0..<rowCount * columnCount).map { Double(($0 * 37) % 101) / 16 - 3 })
}

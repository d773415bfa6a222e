import Arithmetic
import Datasets
import FileFormats
import Foundation
import HybridModels
import Tables
import TestSupport
import Testing

@testable import Experiments

@Suite struct SavedStudentTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: layerCases.indices)
  func everyKindOfLayerComesBackBitForBit(index: Int) throws {
    let (name, inputCount, layers) = layerCases[index]
    let student = try sampleStudent(layers, inputCount: inputCount, name: name)
    try student.write(to: "\(folder.path)/student")
    let read = try SavedStudent(contentsOf: "\(folder.path)/student")
    #expect(read == student && read.samples.count == 5)
    #expect(read.model.frozenLayers == student.model.frozenLayers)
    let features = sampleFeatures(301, inputCount)
    let logits = try student.logits(for: features)
    #expect(
      try read.logits(for: features).elements.map(\.bitPattern) == logits.elements.map(\.bitPattern)
    )
    // The road that runs are evaluated on.
    #expect(student.model.logits(for: features, parameters: student.parameters) == logits)
  }

  /// A sample's logits do not depend on the rows around it, nor on threads.
  @Test(arguments: layerCases.indices)
  func batchesAndThreadsChangeNoBit(index: Int) throws {
    let (_, inputCount, layers) = layerCases[index]
    let student = try sampleStudent(layers, inputCount: inputCount)
    let features = sampleFeatures(1500, inputCount)
    let logits = try student.logits(for: features)
    #expect(try student.logits(for: features, on: ParallelLoop(threadCount: 3)) == logits)
    for size in [1, 7, 64, 1001] {
      for start in stride(from: 0, to: size == 1 ? 40 : 1500, by: size) {
        let rows = Array(start..<min(start + size, 1500))
        #expect(
          try student.logits(for: features.selecting(rows: rows)) == logits.selecting(rows: rows))
      }
    }
  }

  @Test func transformsAreKeptAndApplied() throws {
    let training = sampleFeatures(50, 4)
    let chain = try TransformChain.fitted([.standard, .principalComponents(2)], to: training)
    let student = try sampleStudent(layerCases[3].layers, inputCount: 4, transforms: chain)
    try student.write(to: "\(folder.path)/transformed")
    let read = try SavedStudent(contentsOf: "\(folder.path)/transformed")
    let features = sampleFeatures(20, 4)
    let expected = student.model.logits(
      for: chain.applied(to: features), parameters: student.parameters)
    #expect(try read.logits(for: features) == expected)
  }

  @Test func tensorsAreNamedAfterThePlansLayers() throws {
    let student = try sampleStudent(layerCases[2].layers, inputCount: 2)
    try student.write(to: "\(folder.path)/named")
    let arrays = try Safetensors("\(folder.path)/named/parameters.safetensors").arrays
    #expect(
      arrays.mapValues(\.shape) == [
        "layers.0.weights": [2, 4], "layers.0.bias": [4], "layers.1.weights": [4, 5],
        "layers.2.weights": [5, 3], "layers.2.bias": [3], "layers.3.weights": [3, 3],
        "layers.3.bias": [3],
      ])
    let hybrid = try sampleStudent()
    #expect(
      ParameterTensors(hybrid.model).pieces.map(\.name)
        == ["layers.0.weights", "layers.1.angles", "layers.2.weights"])
  }

  @Test func theSameStudentGivesTheSameBytesAndIsNotWrittenAgain() throws {
    let student = try sampleStudent()
    let path = "\(folder.path)/twice"
    try student.write(to: path)
    let first = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    try student.write(to: path)
    let second = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(first == second)
    try student.write(to: "\(path) again")
    for file in ["model.json", "parameters.safetensors"] {
      #expect(
        FileManager.default.contents(atPath: "\(path)/\(file)")
          == FileManager.default.contents(atPath: "\(path) again/\(file)"))
    }
  }

  @Test func anotherStudentTakesAFoldersPlace() throws {
    let path = "\(folder.path)/replaced"
    try sampleStudent(layerCases[0].layers, inputCount: 3).write(to: path)
    let student = try sampleStudent()
    try student.write(to: path)
    #expect(try SavedStudent(contentsOf: path) == student)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["replaced"])
  }

  @Test func partsThatDoNotFitAreRefused() throws {
    let student = try sampleStudent()
    func remade(
      _ interface: StudentInterface, parameters: [Double]
    ) throws -> SavedStudent {
      try SavedStudent(
        name: "x", interface: interface, layers: student.layers, parameters: parameters,
        training: student.training)
    }
    #expect(throws: PlanError.self) {
      try remade(student.interface, parameters: student.parameters + [1])
    }
    #expect(throws: PlanError.self) {
      try remade(student.interface, parameters: student.parameters.map { _ in .nan })
    }
    for interface in [
      StudentInterface(inputCount: 0, classNames: ["a", "b"]),
      StudentInterface(inputCount: .max, classNames: ["a", "b"]),
      StudentInterface(inputCount: 2, classNames: ["a"]),
      StudentInterface(inputCount: 2, classNames: ["a", "a"]),
      StudentInterface(inputCount: 2, featureNames: ["x"], classNames: ["a", "b"]),
    ] {
      #expect(throws: PlanError.self) { try remade(interface, parameters: student.parameters) }
    }
  }
}

import FileFormats
import Foundation
import Interchange
import NeuralNetworks
import QuantumSimulation
import Tables
import TestSupport
import Testing

@testable import Experiments

/// What is written. That the packages it is written for agree is checked by `Scripts/integration` and, with all of them,
/// by `Scripts/interop_check.py`.
@Suite struct ExportTests {
  private static let targets: [ExportTarget] = [
    .openQASM2, .openQASM3(.portable, isBound: false), .openQASM3(.qiskit, isBound: true), .qiskit,
    .pennyLane, .braket, .numPy,
  ]

  private static func contents(_ files: [OutputFolder.File], of name: String) throws -> [UInt8] {
    try #require(files.first { $0.name == name }).bytes
  }

  private struct Expected: Decodable {
    let features, probabilities: [[Double]]
    let sha256: [String: String]
  }

  private static func json(_ files: [OutputFolder.File], _ name: String) throws -> [String: Any] {
    let bytes = try contents(files, of: name)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test(arguments: layerCases.indices, targets)
  func everyKindOfLayerIsExported(index: Int, target: ExportTarget) throws {
    let (name, inputCount, layers) = layerCases[index]
    let student = try sampleStudent(layers, inputCount: inputCount, name: name)
    let circuitCount = layers.count { if case .circuit = $0 { true } else { false } }
    guard circuitCount > 0 || target == .numPy else {
      let error = #expect(throws: InterchangeError.self) {
        try student.exportFiles(to: target, rows: student.exportedRows)
      }
      #expect(error?.problem.hasSuffix("--to numpy takes its layers elsewhere") == true)
      return
    }
    let files = try student.exportFiles(to: target, rows: student.exportedRows)
    #expect(Set(files.map(\.name)).count == files.count)
    let described = try Self.json(files, "student.json")
    #expect((described["layers"] as? [Any])?.count == layers.count)
    #expect(described["class_names"] as? [String] == ["red", "green", "blue"])
    #expect("\(described["bit_order"]!)".contains("qubit 0 is the least significant bit"))
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(try Self.contents(files, of: "expected.json")))
    #expect(expected.probabilities == student.samples.map { softmax($0.logits[...]) })
    #expect(expected.features == student.samples.map(\.features))
    // Every file of numbers and circuits, and none of the others, is watched.
    let hashes = expected.sha256
    let modules = ["README.md", "classical.py", "student.py", "self_check.py", "run_circuit.py"]
    let others = Set(modules + ["expected.json", "simulator.py"])
    #expect(Set(hashes.keys) == Set(files.map(\.name)).subtracting(others))
    #expect(Set(modules).isSubset(of: files.map(\.name)))
  }

  @Test func whatAProgramSaysIsWhatTheLayerDoes() throws {
    let student = try sampleStudent()
    let files = try student.exportFiles(
      to: .openQASM3(.portable, isBound: false), rows: student.exportedRows)
    let text = String(decoding: try Self.contents(files, of: "circuit_1.qasm"), as: UTF8.self)
    let layer = try #require(student.outline[1].circuit)
    let names = VariableNames(of: layer.circuit)
    let read = try OpenQASMAnsatz(text, inputs: names.inputs).circuit
    #expect(read == layer.circuit)
  }

  @Test(arguments: targets)
  func theReadmeSaysWhatToInstallAndHowManyWiresThereAre(target: ExportTarget) throws {
    let student = try sampleStudent(layerCases[4].layers, inputCount: 3)
    let files = try student.exportFiles(to: target, rows: student.exportedRows)
    let text = String(decoding: try Self.contents(files, of: "README.md"), as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.contains("pip install") })
    let packages = line.split(separator: " ").dropFirst(2)
    #expect(packages.first == "numpy" && Set(packages).count == packages.count)
    #expect(text.contains("wires=3,") == (target == .pennyLane))
  }

  /// A student may come from elsewhere, and its name must not become part of a program.
  @Test func aNameIsNoCode() throws {
    let student = try sampleStudent(name: "a\nx q[0];\"\"\"\nimport os")
    for target in Self.targets {
      for file in try student.exportFiles(to: target, rows: student.exportedRows)
      where !file.name.hasSuffix(".json") {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(
          !text.contains("\nimport os\n") && !text.contains("\nx q[0];\"\"\""), "\(file.name)")
      }
    }
  }

  @Test func theSameStudentGivesTheSameBytes() throws {
    let student = try sampleStudent()
    for target in Self.targets {
      let first = try student.exportFiles(to: target, rows: student.exportedRows)
      #expect(try student.exportFiles(to: target, rows: student.exportedRows) == first)
    }
  }
}

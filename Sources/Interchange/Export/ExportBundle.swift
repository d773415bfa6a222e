import FileFormats
import QuantumSimulation

/// The files of a student that is taken elsewhere, but for what must come out of it.
public struct ExportBundle: Sendable {
  /// The student.
  public let student: ExportedStudent
  /// Where it goes.
  public let target: ExportTarget
  /// How many features a sample has, and how many rows are exported with what must come out.
  public let featureCount, rowCount: Int
  /// Whether programs measure their qubits at the end.
  public let measures: Bool

  /// What is exported.
  ///
  /// - Throws: `InterchangeError` if there is no circuit to be run there.
  public init(
    _ student: ExportedStudent, target: ExportTarget, featureCount: Int, rowCount: Int,
    measures: Bool = false
  ) throws(InterchangeError) {
    guard student.circuitCount > 0 || target == .numPy else {
      throw InterchangeError(
        student.name, "it has no circuit for \(target.title); --to numpy takes its layers elsewhere"
      )
    }
    self.student = student
    self.target = target
    self.featureCount = featureCount
    self.rowCount = rowCount
    self.measures = measures
  }

  /// What `pip` installs to run it.
  public var packages: String { target.packages }

  /// How qubits are numbered, as every file says.
  static let bitOrder = "qubit 0 is the least significant bit of a basis state's index"

  /// The files of numbers and of circuits: what must not be changed for the student to be the same.
  ///
  /// - Throws: `InterchangeError` for a gate that cannot be written.
  public func contents() throws(InterchangeError) -> [OutputFolder.File] {
    var files: [OutputFolder.File] = []
    var descriptions: [JSONText] = []
    var weights: [(key: String, value: JSONText)] = []
    var functions: [String] = []
    var circuitNumber = 0
    for (index, layer) in student.layers.enumerated() {
      let name = "layers.\(index)"
      switch layer {
      case .dense(let rows, let bias, let activation):
        weights.append(("\(name).weights", .rows(rows)))
        if let bias { weights.append(("\(name).bias", .numbers(bias))) }
        descriptions.append(
          .object([
            ("kind", .text("dense")), ("weights", .text("\(name).weights")),
            ("bias", bias == nil ? .null : .text("\(name).bias")),
            ("activation", activation.map { .text($0) } ?? .null),
          ]))
      case .scale(let scales):
        weights.append(("\(name).scale", .numbers(scales)))
        descriptions.append(
          .object([("kind", .text("scale")), ("scale", .text("\(name).scale"))]))
      case .circuit(let circuit, let angles, let rows):
        circuitNumber += 1
        let layer = ExportedCircuit(
          circuit, name: "circuit_\(circuitNumber)", angleName: "\(name).angles", angles: angles,
          rows: rows)
        if !target.isBound { weights.append((layer.angleName, .numbers(angles))) }
        if let format = target.format {
          let programs = try layer.programs(
            format, isBound: target.isBound, measures: measures, comment: comment(circuitNumber))
          files += programs.files
          descriptions.append(.object(layer.description + programs.description))
        } else {
          functions += ["", ""] + (try script.function(layer.name, layer.prepared.circuit))
          descriptions.append(.object(layer.description))
        }
      }
    }
    if target.format == nil {
      files.append(Self.file("circuits.py", circuitsModule(functions)))
    }
    files.append(Self.file("student.json", description(descriptions)))
    files.append(Self.file("weights.json", JSONText.object(weights).file))
    return files
  }

  /// The modules that run the student, and `README.md`.
  public func modules() -> [OutputFolder.File] {
    var classical = String(decoding: PackageResources.classical_py, as: UTF8.self)
    if target == .pennyLane {
      // So that gradients go through the classical layers too.
      classical.replace("import numpy as np", with: "from pennylane import numpy as np")
    }
    return [
      Self.file("README.md", readme), Self.file("classical.py", classical),
      OutputFolder.File("student.py", PackageResources.student_py),
      OutputFolder.File("self_check.py", PackageResources.self_check_py),
    ] + target.runner.map { OutputFolder.File($0.name, $0.contents) }
  }

  private static func file(_ name: String, _ text: String) -> OutputFolder.File {
    OutputFolder.File(name, Array(text.utf8))
  }

  private var script: CircuitScript {
    switch target {
    case .qiskit: .qiskit
    case .pennyLane: .pennyLane
    case .braket: .braket
    case .numPy: .numPy
    case .openQASM2, .openQASM3: preconditionFailure("programs are no script")
    }
  }

  private func circuitsModule(_ functions: [String]) -> String {
    let lines =
      [
        "\"\"\"The student's circuits: functions of inputs x and trainable angles w.", "",
        "Qubit 0 is the least significant bit of a basis state's index. Rotations are exp(-i angle P / 2).",
        "\"\"\"", "",
      ] + script.heading + functions
    return lines.joined(separator: "\n") + "\n"
  }

  private func description(_ layers: [JSONText]) -> String {
    JSONText.object([
      ("format", .text("qdistill-export/1")), ("name", .text(student.name)),
      ("target", .text(target.title)), ("bit_order", .text(Self.bitOrder)),
      ("readers", .texts(target.readers(ofMeasuredPrograms: measures))),
      ("feature_names", student.featureNames.map { .texts($0) } ?? .null),
      ("class_names", .texts(student.classNames)),
      ("transforms", .list(student.transforms.map { .raw($0) })), ("layers", .list(layers)),
    ]).file
  }

  private func comment(_ number: Int) -> String {
    "\(student.plainName), circuit \(number) of \(student.circuitCount)"
  }
}

extension ExportedStudent {
  /// The name as it may stand in any text: a student may come from elsewhere, and its name may hold anything.
  var plainName: String {
    String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ".contains($0)) ? $0 : "?" })
  }
}

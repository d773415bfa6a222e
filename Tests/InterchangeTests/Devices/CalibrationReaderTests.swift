import FileFormats
import Foundation
import QuantumSimulation
import TestSupport
import Testing

@testable import Interchange

@Suite struct CalibrationReaderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func device(_ properties: [String: Any], configuration: [String: Any]? = nil) throws
    -> Device
  {
    if let configuration {
      try folder.write(try CalibrationSample.json(configuration), to: "conf.json")
    }
    return try device(text: try CalibrationSample.json(properties))
  }

  private func device(text: String) throws -> Device {
    try DeviceSource().device(try folder.write(text, to: "props.json"))
  }

  @Test func numbersComeInSeconds() throws {
    let device = try device(
      CalibrationSample.properties(), configuration: CalibrationSample.configuration())
    #expect(device.name == "ibmq_made" && device.date == "2026-01-02T03:04:05+00:00")
    #expect(device.gateNames == ["rz", "sx", "x", "cx"])
    let qubit = device.qubits[0]
    #expect(abs(qubit.t1 - 1e-4) < 1e-15 && abs(qubit.t2 - 8e-5) < 1e-15)
    #expect(qubit.readout == ReadoutError(oneGivenZero: 0.02, zeroGivenOne: 0.04))
    #expect(abs(qubit.readoutLength! - 5e-6) < 1e-15)
    #expect(qubit.pulses[.sx]!.error == 0.001 && abs(qubit.pulses[.sx]!.length - 35e-9) < 1e-20)
    #expect(
      device.couplings.map { [$0.first, $0.second] } == [[0, 1], [1, 0], [1, 2], [2, 1]])
    #expect(device.couplings[0].gate == .cx && device.couplings[0].calibration.error == 0.01)
    #expect(abs(device.repetitionDelay! - 250e-6) < 1e-15 && device.circuitsPerJob == 300)
    #expect(device.remarks.isEmpty)
  }

  @Test func withoutAConfigurationGatesAreThoseOfTheProperties() throws {
    let device = try device(CalibrationSample.properties(entangler: "ecr"))
    #expect(device.gateNames == ["rz", "sx", "x", "ecr"] && device.repetitionDelay == nil)
    #expect(device.remarks.count == 1 && device.remarks[0].contains("no file of its configuration"))
  }

  @Test func whatIsMissingIsLeftOutAndSaid() throws {
    var properties = CalibrationSample.properties()
    properties["qubits"] = [
      [CalibrationSample.entry("T1", 50, "us"), CalibrationSample.entry("readout_error", 0.1)],
      CalibrationSample.qubit(t1: 10, t2: 80), [CalibrationSample.entry("operational", true)],
    ]
    var gates = properties["gates"] as! [[String: Any]]
    gates[1]["parameters"] = [CalibrationSample.entry("gate_error", "NaN")]
    gates.remove(at: 4)
    properties["gates"] = gates
    let device = try device(properties, configuration: CalibrationSample.configuration())
    // Without T2 coherences last as long as populations let them; too long a T2 is cut.
    #expect(abs(device.qubits[0].t2 - 1e-4) < 1e-15 && abs(device.qubits[1].t2 - 2e-5) < 1e-15)
    #expect(device.qubits[0].readout == ReadoutError(probability: 0.1))
    #expect(device.qubits[2].t1 == .infinity && device.qubits[2].readout == .none)
    #expect(device.qubits[0].pulses[.sx] == .ideal && device.qubits[1].pulses[.sx] == .ideal)
    #expect(device.remarks.count == 3, "\(device.remarks)")
    #expect(device.remarks.contains { $0.hasPrefix("Qubits 0, 2 have no T1 or T2") })
  }

  @Test func numbersThatPythonWritesAreMissingOnes() throws {
    let text = try CalibrationSample.json(CalibrationSample.properties())
    let nan = text.replacing("\"value\":80", with: "\"value\":NaN")
    #expect(nan != text)
    #expect(try device(text: nan).qubits[0].t2 == 2e-4)
    let infinite = text.replacing("\"value\":80", with: "\"value\":-Infinity")
    #expect(try device(text: infinite).qubits[1].t2 == 2e-4)
    // In a text they stay what they are.
    #expect(
      try device(text: text.replacing("ibmq_made", with: "a\\\" NaN")).name == "a\" NaN")
  }

  @Test func devicesOfOtherPulsesAreRead() throws {
    var properties = CalibrationSample.properties()
    properties["gates"] =
      (properties["gates"] as! [[String: Any]]).filter { ($0["gate"] as! String) == "cx" }
      + (0..<3).flatMap { qubit in
        ["p", "u2", "u"].map { CalibrationSample.gate($0, [qubit], error: 0.002) }
      }
    var configuration = CalibrationSample.configuration()
    configuration["basis_gates"] = ["u1", "u2", "u3", "cx", "id"]
    let device = try device(properties, configuration: configuration)
    #expect(device.hasGeneralPulses && device.gateNames == ["u1", "u2", "u3", "cx"])
    #expect(device.qubits[0].pulses[.u3]!.error == 0.002)
  }

  /// A change of good properties, and what the message must say.
  private static let damages: [(what: String, change: @Sendable (inout [String: Any]) -> Void)] = [
    ("there is no \"gates\"", { $0["gates"] = nil }),
    ("\"qubits\" is not of the kind", { $0["qubits"] = 5 }),
    ("qubits: there are 0", { $0["qubits"] = [Any]() }),
    (
      "\"qubits[1][0].value\" is not of the kind",
      { $0["qubits"] = [CalibrationSample.qubit(), [CalibrationSample.entry("T1", [1], "us")]] }
    ),
    (
      "qubits[0]: a T1 in \"parsec\"",
      { $0["qubits"] = Array(repeating: [CalibrationSample.entry("T1", 1, "parsec")], count: 3) }
    ),
    (
      "qubits[0]: a T1 or T2 of -0.0001 s",
      { $0["qubits"] = Array(repeating: CalibrationSample.qubit(t1: -100), count: 3) }
    ),
    (
      "gates[0].qubits: [0, 7] are not different qubits from 0 to 2",
      { $0["gates"] = [CalibrationSample.gate("cx", [0, 7])] }
    ),
    (
      "gates[0]: a gate_error of 1.5",
      { properties in
        var gates = properties["gates"] as! [[String: Any]]
        gates[1] = CalibrationSample.gate("sx", [0], error: 1.5)
        properties["gates"] = gates.dropFirst().map { $0 }
      }
    ),
    (
      "there are neither rz, sx and x nor u1, u2 and u3",
      { $0["gates"] = [CalibrationSample.gate("cx", [0, 1])] }
    ),
    (
      "none is a cx, ecr or cz",
      {
        $0["gates"] = ($0["gates"] as! [[String: Any]]).filter { ($0["gate"] as! String) != "cx" }
      }
    ),
  ]

  @Test(arguments: damages.indices)
  func whatIsWrongIsSaidInOneLine(index: Int) throws {
    let damage = Self.damages[index]
    var properties = CalibrationSample.properties()
    damage.change(&properties)
    let error = #expect(throws: FileError.self) { try device(properties) }
    let text = try #require(error).description
    #expect(text.contains(damage.what), "\(text)")
    #expect(text.hasPrefix("\(folder.path)/props.json: ") && !text.contains("\n"))
  }

  @Test func otherFilesAreRefused() throws {
    for text in ["", "{", "[]", "\u{0}", "{\"qubits\": [[", String(repeating: "[", count: 100_000)]
    {
      let error = #expect(throws: FileError.self) { try device(text: text) }
      #expect(error?.action == .understand)
    }
    let wrong = #expect(throws: FileError.self) {
      try device(
        CalibrationSample.properties(),
        configuration: CalibrationSample.configuration(qubitCount: 5))
    }
    #expect(wrong?.description.contains("there are 3, where the configuration has 5") == true)
    try folder.write("{", to: "conf.json")
    let configuration = #expect(throws: FileError.self) {
      try device(CalibrationSample.properties())
    }
    #expect(configuration?.path.hasSuffix("conf.json") == true)
    let missing = #expect(throws: FileError.self) { try DeviceSource().device("./nothing.json") }
    #expect(missing?.action == .read)
  }
}

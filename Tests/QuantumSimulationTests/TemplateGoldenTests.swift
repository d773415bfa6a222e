import Foundation
import Numerics
import TestSupport
import Testing

@testable import QuantumSimulation

/// Made by `Scripts/golden/templates.py`.
struct TemplatesFile: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let template: String
    let qubits, layers: Int
    let settings: [String: String]
    let parameters: [Double]
    let state: QiskitFile.Numbers
    var testDescription: String { "\(template) \(settings.values.joined()) \(qubits) \(layers)" }

    /// Our template of that name.
    func makeAnsatz() throws -> any Ansatz {
      func entanglement() throws -> Entanglement {
        try #require(Entanglement(rawValue: settings["entanglement"] ?? ""))
      }
      switch template {
      case "basicEntangler": return BasicEntanglerLayers(qubitCount: qubits, layerCount: layers)
      case "stronglyEntangling":
        return StronglyEntanglingLayers(qubitCount: qubits, layerCount: layers)
      case "simplifiedTwoDesign":
        return SimplifiedTwoDesign(qubitCount: qubits, layerCount: layers)
      case "realAmplitudes":
        return try TwoLocal.realAmplitudes(
          qubitCount: qubits, layerCount: layers, entanglement: entanglement())
      case "efficientSU2":
        return try TwoLocal.efficientSU2(
          qubitCount: qubits, layerCount: layers, entanglement: entanglement())
      case "twoLocal":
        return try TwoLocal(
          qubitCount: qubits, layerCount: layers, rotations: [.rx, .rz], entangler: .cry,
          entanglement: entanglement())
      default:
        let number = try #require(Int(settings["number"] ?? ""))
        return SimAnsatz(number: number, qubitCount: qubits, layerCount: layers)
      }
    }
  }
  let cases: [Case]

  static func load() throws -> [Case] {
    try golden("templates", as: TemplatesFile.self, in: .module).cases
  }
}

@Suite struct TemplateGoldenTests {
  @Test(.tags(.golden), arguments: try TemplatesFile.load())
  func statesAreThoseOfThePackageThatTheNameComesFrom(golden: TemplatesFile.Case) throws {
    let ansatz = try golden.makeAnsatz()
    var circuit = Circuit(qubitCount: golden.qubits)
    circuit.append(ansatz)
    #expect(ansatz.parameterCount == golden.parameters.count)
    #expect(circuit.parameterCount == golden.parameters.count)
    try #require(circuit.parameterCount == golden.parameters.count)
    let states = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: [], parameters: golden.parameters, sampleCount: 1)
    for (basisState, amplitude) in golden.state.complex.enumerated() {
      // A hundred gates' roundings of numbers up to 1; MindQuantum computes as exactly.
      #expect((states.amplitude(of: basisState, sample: 0) - amplitude).length < 1e-13)
    }
  }

  @Test func everyTemplateHasACase() throws {
    let cases = try TemplatesFile.load()
    #expect(
      Set(cases.map(\.template)) == [
        "basicEntangler", "stronglyEntangling", "simplifiedTwoDesign", "realAmplitudes",
        "efficientSU2", "twoLocal", "sim",
      ])
    #expect(Set(cases.compactMap { $0.settings["number"] }) == Set((1...19).map { "\($0)" }))
    #expect(
      Set(cases.compactMap { $0.settings["entanglement"] })
        == Set(Entanglement.allCases.map(\.rawValue)))
  }
}

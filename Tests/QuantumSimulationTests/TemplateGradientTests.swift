import Foundation
import Numerics
import TestSupport
import Testing

@testable import QuantumSimulation

/// Made by `Scripts/golden/template_gradients.py`.
struct TemplateGradientsFile: Decodable {
  struct Settings: Decodable {
    let padding: Double?
    let repeats, layers: Int?
    let pattern: [[Int]]?
    let axis, scaling: String?
  }
  struct Measured: Decodable {
    let outputs, weights, inputGradient, parameterGradient: [Double]
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let template: String
    let qubits: Int
    let settings: Settings
    let inputs, parameters: [Double]
    let state: QiskitFile.Numbers
    let z, probabilities: Measured
    let probabilityQubits: [Int]
    var testDescription: String { "\(template), \(qubits) qubits, \(parameters.count) parameters" }

    /// The templates that the case consists of.
    func makeTemplates() throws -> [any CircuitTemplate] {
      let layer = StronglyEntanglingLayers(qubitCount: qubits, layerCount: 1)
      switch template {
      case "amplitude":
        return try [
          AmplitudeEmbedding(
            qubitCount: qubits, inputCount: inputs.count, padding: #require(settings.padding)),
          layer,
        ]
      case "basis": return [BasisEmbedding(qubitCount: qubits), layer]
      case "iqp":
        let repeats = try #require(settings.repeats)
        let embedding =
          settings.pattern.map {
            IQPEmbedding(qubitCount: qubits, repeatCount: repeats, pattern: $0)
          } ?? IQPEmbedding(qubitCount: qubits, repeatCount: repeats)
        return [embedding, layer]
      case "angle":
        let axis = try #require(Pauli(rawValue: settings.axis ?? ""))
        return [layer, AngleEmbedding(qubitCount: qubits, axis: axis, scaling: .trainable), layer]
      case "reuploading":
        let scaling = try #require(AngleEmbedding.Scaling(rawValue: settings.scaling ?? ""))
        return try [
          DataReuploading(
            AngleEmbedding(qubitCount: qubits, scaling: scaling), layer,
            layerCount: #require(settings.layers))
        ]
      case "arbitraryUnitary": return [ArbitraryUnitary(qubitCount: qubits)]
      default:
        return try [
          AngleEmbedding(qubitCount: qubits),
          QCNN(qubitCount: qubits, layerCount: #require(settings.layers)),
        ]
      }
    }
  }
  let cases: [Case]

  static func load() throws -> [Case] {
    try golden("template_gradients", as: TemplateGradientsFile.self, in: .module).cases
  }
}

@Suite struct TemplateGradientTests {
  // A hundred gates' roundings, of numbers up to 10 in the gradients; PennyLane computes as exactly.
  let tolerance = 1e-13

  @Test(.tags(.golden), arguments: try TemplateGradientsFile.load())
  func statesOutputsAndGradientsArePennyLanes(golden: TemplateGradientsFile.Case) throws {
    var circuit = Circuit(qubitCount: golden.qubits)
    for template in try golden.makeTemplates() { circuit.append(template) }
    try #require(circuit.parameterCount == golden.parameters.count)
    try #require(circuit.inputCount == golden.inputs.count)
    let states = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: golden.inputs, parameters: golden.parameters, sampleCount: 1)
    for (basisState, amplitude) in golden.state.complex.enumerated() {
      #expect((states.amplitude(of: basisState, sample: 0) - amplitude).length < tolerance)
    }
    let z = PauliString.z(of: 0..<golden.qubits)
    check(golden, circuit, .expectationValues(z), golden.z)
    check(golden, circuit, .probabilities(of: golden.probabilityQubits), golden.probabilities)
  }

  private func check(
    _ golden: TemplateGradientsFile.Case, _ circuit: Circuit,
    _ measurement: VariationalCircuit.Measurement,
    _ expected: TemplateGradientsFile.Measured
  ) {
    let measured = VariationalCircuit(circuit, measuring: measurement)
    let outputs = measured.outputs(
      inputs: golden.inputs, parameters: golden.parameters, sampleCount: 1)
    #expect(largestDistance(outputs, expected.outputs) < tolerance)
    for method in GradientMethod.allCases {
      let gradient = measured.gradient(
        outputGradient: expected.weights, inputs: golden.inputs, parameters: golden.parameters,
        sampleCount: 1, method: method)
      #expect(largestDistance(gradient.inputs, expected.inputGradient) < tolerance)
      #expect(largestDistance(gradient.parameters, expected.parameterGradient) < tolerance)
    }
  }

  @Test func everyTemplateHasACaseWithAGradient() throws {
    let cases = try TemplateGradientsFile.load()
    #expect(
      Set(cases.map(\.template)) == [
        "amplitude", "basis", "iqp", "angle", "reuploading", "arbitraryUnitary", "qcnn",
      ])
    for golden in cases where !["basis", "arbitraryUnitary"].contains(golden.template) {
      #expect(golden.z.inputGradient.contains { abs($0) > 1e-3 })
    }
    #expect(cases.allSatisfy { $0.z.parameterGradient.contains { abs($0) > 1e-3 } })
  }
}

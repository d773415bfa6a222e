import Foundation
import NeuralNetworks
import QuantumSimulation
import Testing

@testable import Experiments

@Suite struct PlanCodingTests {
  private func decode(_ json: String) throws -> LayerPlan {
    try JSONDecoder().decode(LayerPlan.self, from: Data(json.utf8))
  }

  private func encode(_ layer: LayerPlan) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(layer), as: UTF8.self)
  }

  @Test(
    arguments: [
      CircuitPlan(ansatz: AnsatzPlan(name: .sim(14), layers: 2)),
      CircuitPlan(
        qubits: 3, embedding: .amplitude(padding: 0.25),
        ansatz: AnsatzPlan(name: .realAmplitudes, layers: 1, entanglement: .ring),
        measure: .probabilities([0, 2]), frozen: true),
      CircuitPlan(
        embedding: .angle(axis: .x, scaling: .trainable),
        ansatz: AnsatzPlan(name: .twoLocal, layers: 1), reupload: true, measure: .z([1])),
      CircuitPlan(
        embedding: .iqp(repeats: 2, entanglement: .linear),
        ansatz: AnsatzPlan(name: .qcnn, layers: 1), measure: .paulis([PauliString([0: .x, 2: .z])])),
      CircuitPlan(embedding: .basis, ansatz: AnsatzPlan(name: .arbitraryUnitary, layers: 1)),
      CircuitPlan(embedding: nil, ansatz: AnsatzPlan(name: .specialUnitaryRing, layers: 1)),
    ])
  func circuitsSurviveTheirJSON(circuit: CircuitPlan) throws {
    #expect(try decode(encode(.circuit(circuit))) == .circuit(circuit))
  }

  @Test func defaultsAreWrittenOut() throws {
    let circuit = CircuitPlan(ansatz: AnsatzPlan(name: .realAmplitudes, layers: 2))
    #expect(
      try encode(.circuit(circuit)) == """
        {"circuit":{"ansatz":{"entangled":true,"entanglement":"reverse-linear","layers":2,"mirrored":false,\
        "name":"real-amplitudes"},"embedding":{"axis":"y","name":"angle","scaling":"fixed"},\
        "frozen":false,"initial":"uniform","measure":"remaining","reupload":false}}
        """)
    #expect(
      try encode(.dense(units: 4))
        == #"{"dense":{"bias":true,"initial":"uniform-fan-in","units":4,"weightScale":1}}"#)
    #expect(try encode(.scale(ScalePlan())) == #"{"scale":{"initial":1,"perUnit":false}}"#)
  }

  @Test func whatHasADefaultMayBeLeftOut() throws {
    #expect(
      try decode(
        #"{"circuit": {"embedding": "angle", "ansatz": {"name": "strongly-entangling", "layers": 5}, "#
          + #""measure": [0, 1]}}"#)
        == .circuit(
          CircuitPlan(
            ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 5), measure: .z([0, 1]))))
    #expect(
      try decode(#"{"circuit": {"ansatz": {"name": "two-local", "layers": 1}}}"#)
        == .circuit(CircuitPlan(ansatz: AnsatzPlan(name: .twoLocal, layers: 1))))
    #expect(
      try decode(
        #"{"circuit": {"embedding": {"name": "iqp"}, "ansatz": {"name": "qcnn", "layers": 1}}}"#)
        == .circuit(CircuitPlan(embedding: .iqp(), ansatz: AnsatzPlan(name: .qcnn, layers: 1))))
    #expect(
      try decode(#"{"dense": {"units": 3, "activation": "relu"}}"#)
        == .dense(units: 3, activation: .relu))
  }

  @Test(
    arguments: [
      (#"{}"#, "nothing, where one layer should be: dense, circuit"),
      (#"{"dense": {"units": 3}, "circuit": {}}"#, "circuit and dense, where one layer should be"),
      (
        #"{"circuit": {"ansatz": {"name": "sim-20", "layers": 1}}}"#,
        "unknown ansatz sim-20; did you mean sim-2?"
      ),
      (
        #"{"circuit": {"embedding": "angel", "ansatz": {"name": "qcnn", "layers": 1}}}"#,
        "unknown embedding angel; did you mean angle?"
      ),
      (
        #"{"circuit": {"embedding": {"name": "basis", "axis": "x"}, "ansatz": {"name": "qcnn", "layers": 1}}}"#,
        "embedding basis has no setting axis"
      ),
      (
        #"{"circuit": {"measure": "all", "ansatz": {"name": "qcnn", "layers": 1}}}"#,
        "a measurement is"
      ),
      (
        #"{"circuit": {"measure": {"paulis": ["Q0"]}, "ansatz": {"name": "qcnn", "layers": 1}}}"#,
        "a measurement is"
      ),
    ])
  func whatIsNoLayerIsRefused(json: String, message: String) {
    let error = #expect(throws: DecodingError.self) { try decode(json) }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(context.debugDescription.contains(message))
  }
}

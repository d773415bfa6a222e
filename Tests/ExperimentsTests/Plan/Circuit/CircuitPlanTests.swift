import HybridModels
import QuantumSimulation
import Testing

@testable import Experiments

@Suite struct CircuitPlanTests {
  /// With two layers; the counts follow from the templates' shapes.
  @Test(
    arguments: [
      ("strongly-entangling", 4, 24), ("basic-entangler", 4, 8),
      ("simplified-two-design", 4, 4 + 12),
      ("real-amplitudes", 4, 12), ("efficient-su2", 4, 24), ("two-local", 4, 12), ("sim-1", 4, 16),
      ("sim-2", 4, 16), ("sim-3", 4, 22), ("sim-4", 4, 22), ("sim-5", 4, 56), ("sim-6", 4, 56),
      ("sim-7", 4, 38), ("sim-8", 4, 38), ("sim-9", 4, 8), ("sim-10", 4, 12), ("sim-11", 4, 24),
      ("sim-12", 4, 24), ("sim-13", 4, 32), ("sim-14", 4, 32), ("sim-15", 4, 16), ("sim-16", 4, 22),
      ("sim-17", 4, 22), ("sim-18", 4, 24), ("sim-19", 4, 24), ("su4-ring", 4, 120),
      ("su4-brick-wall", 4, 90), ("arbitrary-unitary", 2, 30), ("qcnn", 4, 34),
    ])
  func everyAnsatzCanBePlanned(name: String, qubitCount: Int, parameterCount: Int) throws {
    let ansatz = AnsatzPlan(name: try .init(named: name), layers: 2)
    let circuit = try CircuitPlan(ansatz: ansatz).makeCircuit(inputCount: qubitCount)
    #expect(circuit.parameterCount == parameterCount)
    #expect(circuit.inputCount == qubitCount)
    #expect(circuit.outputCount == (name == "qcnn" ? 1 : qubitCount))
  }

  @Test func namesAreDifferentAndListed() {
    let names = AnsatzPlan.Name.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.filter { $0.hasPrefix("sim-") } == (1...19).map { "sim-\($0)" })
    let list = AnsatzPlan.Name.list.split(separator: ", ").map(String.init)
    let others = names.filter { !$0.hasPrefix("sim-") }
    #expect(list.filter { $0 != "sim-1 to sim-19" } == others && list.count == others.count + 1)
  }

  @Test(
    arguments: [
      ("strongly-entangled", "strongly-entangling"), ("qcn", "qcnn"), ("QCNN", "qcnn"),
      ("sim-20", "sim-2"), ("twolocal", "two-local"), ("su4-rings", "su4-ring"), ("x", nil),
      ("", nil),
    ])
  func nearlyRightNamesAreRecognised(name: String, nearest: String?) {
    let error = #expect(throws: UnknownName.self) { try AnsatzPlan.Name(named: name) }
    #expect(error?.nearest == nearest)
  }

  @Test func anUnknownNameIsToldInOneLine() {
    let error = #expect(throws: UnknownName.self) { try EmbeddingPlan.Name(named: "angel") }
    #expect(
      error?.description
        == "unknown embedding angel; did you mean angle? known: angle, amplitude, basis, iqp")
    #expect(throws: UnknownName.self) { try Entanglement(named: "circular") }
  }

  @Test(
    arguments: [
      (
        .angle(axis: .x, scaling: .trainable), 3,
        AngleEmbedding(qubitCount: 3, axis: .x, scaling: .trainable)
      ),
      (.amplitude(padding: 0.5), 5, AmplitudeEmbedding(qubitCount: 3, inputCount: 5, padding: 0.5)),
      (.amplitude(), 1, AmplitudeEmbedding(qubitCount: 1, inputCount: 1)),
      (.amplitude(), 8, AmplitudeEmbedding(qubitCount: 3)),
      (.basis, 2, BasisEmbedding(qubitCount: 2)),
      (
        .iqp(repeats: 2, entanglement: .linear), 3,
        IQPEmbedding(qubitCount: 3, repeatCount: 2, entanglement: .linear)
      ),
    ] as [(EmbeddingPlan, Int, any Embedding)])
  func everyEmbeddingCanBePlanned(
    plan: EmbeddingPlan, inputCount: Int, embedding: any Embedding
  ) throws {
    var expected = Circuit(qubitCount: embedding.qubitCount)
    expected.append(embedding)
    expected.append(BasicEntanglerLayers(qubitCount: embedding.qubitCount, layerCount: 1))
    let ansatz = AnsatzPlan(name: .basicEntangler, layers: 1)
    let made = try CircuitPlan(embedding: plan, ansatz: ansatz).makeCircuit(inputCount: inputCount)
    #expect(made.circuit == expected)
  }

  @Test func anEntanglementThatIsChosenIsUsed() throws {
    func ansatz(_ name: AnsatzPlan.Name, _ entanglement: Entanglement?) throws -> [Circuit
      .Operation]
    {
      let plan = AnsatzPlan(name: name, layers: 1, entanglement: entanglement)
      return try CircuitPlan(qubits: 3, embedding: nil, ansatz: plan).makeCircuit().circuit
        .operations
    }
    for name in [AnsatzPlan.Name.realAmplitudes, .efficientSU2, .twoLocal] {
      #expect(
        try ansatz(name, .full).filter { $0.gate == .cx }.map(\.qubits) == [
          [0, 1], [0, 2], [1, 2],
        ])
    }
    #expect(try ansatz(.realAmplitudes, nil) == ansatz(.realAmplitudes, .reverseLinear))
    #expect(try ansatz(.twoLocal, nil) == ansatz(.twoLocal, .linear))
  }

  /// Each layer keeps the range that it has among the others.
  @Test func inputsEnterAgainBeforeEachLayer() throws {
    let plan = CircuitPlan(
      ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 3), reupload: true)
    var expected = Circuit(qubitCount: 4)
    for range in [1, 2, 3] {
      expected.append(AngleEmbedding(qubitCount: 4))
      expected.append(StronglyEntanglingLayers(qubitCount: 4, ranges: [range]))
    }
    #expect(try plan.makeCircuit(inputCount: 4).circuit == expected)

    let other = CircuitPlan(ansatz: AnsatzPlan(name: .realAmplitudes, layers: 2), reupload: true)
    #expect(try other.makeCircuit(inputCount: 3).parameterCount == 2 * 2 * 3)
  }

  @Test(
    arguments: [
      (.remaining, .expectationValues(PauliString.z(of: [0, 1, 2]))),
      (.z([2, 0]), .expectationValues(PauliString.z(of: [2, 0]))),
      (.probabilities([2, 0]), .probabilities(of: [2, 0])),
      (.paulis([PauliString([0: .x, 2: .y])]), .expectationValues([PauliString([0: .x, 2: .y])])),
    ] as [(MeasurementPlan, VariationalCircuit.Measurement)])
  func everyMeasurementCanBePlanned(
    plan: MeasurementPlan, measurement: VariationalCircuit.Measurement
  ) throws {
    let ansatz = AnsatzPlan(name: .basicEntangler, layers: 1)
    let made = try CircuitPlan(ansatz: ansatz, measure: plan).makeCircuit(inputCount: 3)
    #expect(made.measurement == measurement)
    #expect(MeasurementPlan(plan.description) == plan)
  }

  @Test(arguments: ["", "z", "z:", "z:a", "z:0,", "y:0", "probabilities:", "paulis:Z", "z:0:1"])
  func whatIsNoMeasurementIsRefused(text: String) {
    #expect(MeasurementPlan(text) == nil)
  }

  @Test func theModelsOfTheExperimentAreWhatTheyWere() throws {
    func check(_ name: String, _ ansatz: any Ansatz, measuring measured: [Int]) throws {
      var circuit = Circuit(qubitCount: 4)
      circuit.append(AngleEmbedding(qubitCount: 4))
      circuit.append(ansatz)
      let student = try Experiment(.extendedXOR).students.first { $0.name == name }
      let layer = try #require(student?.model.layers[1] as? CircuitLayer)
      #expect(layer.circuit == VariationalCircuit(circuit, measuring: PauliString.z(of: measured)))
    }
    let layers = StronglyEntanglingLayers(qubitCount: 4, layerCount: 5)
    try check("hybrid-74", layers, measuring: [0, 1])
    try check("hybrid-74-frozen", layers, measuring: [0, 1])
    try check("hybrid-80", layers, measuring: [0, 1, 2, 3])
    try check(
      "hybrid-74-universal", SpecialUnitaryRing(qubitCount: 4, blockCount: 4), measuring: [0, 1])
  }
}

import Foundation
import HybridModels
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Experiments

@Suite struct InitialAnglesTests {
  private func model(_ circuit: CircuitPlan, inputCount: Int) throws -> Model {
    try StudentPlan(name: "circuit", layers: [.circuit(circuit)]).makeModel(
      inputCount: inputCount, classCount: inputCount)
  }

  private func initial(_ circuit: CircuitPlan, inputCount: Int = 4) throws -> [Double] {
    var stream = RandomStream(seed: 1, name: "initial")
    return try model(circuit, inputCount: inputCount).initialParameters(from: &stream)
  }

  /// Of every family: the circuit with blocks that are the identity gives what the embedding alone gives.
  @Test(arguments: AnsatzPlan.Name.allCases.filter { $0 != .qcnn })
  func identityBlocksAreTheIdentity(name: AnsatzPlan.Name) throws {
    let qubitCount = name == .arbitraryUnitary ? 2 : 4
    for embedding in [EmbeddingPlan.angle(), .angle(axis: .x, scaling: .trainable)] {
      let circuit = CircuitPlan(
        embedding: embedding, ansatz: AnsatzPlan(name: name, layers: 2, mirrored: true),
        initial: .identityBlocks)
      let model = try model(circuit, inputCount: qubitCount)
      let parameters = try initial(circuit, inputCount: qubitCount)
      let angles = (0..<qubitCount).map { 0.3 + 0.4 * Double($0) }
      let outputs = model.logits(
        for: Matrix(rowCount: 1, columnCount: qubitCount, elements: angles),
        parameters: parameters)
      #expect(largestDistance(outputs.elements, angles.map(cos)) < 1e-12)
      // Angles of its own: it need not stay the identity.
      let changed = parameters.enumerated().map { $1 + 0.1 * Double($0 % 3) }
      let others = model.logits(
        for: Matrix(rowCount: 1, columnCount: qubitCount, elements: angles), parameters: changed)
      #expect(largestDistance(others.elements, angles.map(cos)) > 1e-3)
    }
  }

  @Test func identityBlocksStandBetweenReuploads() throws {
    let circuit = CircuitPlan(
      embedding: .angle(axis: .y, scaling: .trainable),
      ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 3, mirrored: true), reupload: true,
      initial: .identityBlocks)
    let outputs = try model(circuit, inputCount: 4).logits(
      for: Matrix(rowCount: 1, columnCount: 4, elements: [0.1, 0.2, 0.3, 0.4]),
      parameters: try initial(circuit))
    // Three times the same rotation.
    #expect(largestDistance(outputs.elements, [0.3, 0.6, 0.9, 1.2].map(cos)) < 1e-12)
  }

  @Test func anglesAreDrawnAsThePlanSays() throws {
    func circuit(_ initial: InitialAnglesPlan) -> CircuitPlan {
      CircuitPlan(
        ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 100), initial: initial)
    }
    let all = try initial(circuit(.uniform()))
    #expect(all.allSatisfy { (0..<2 * .pi).contains($0) } && all.max()! > 6)
    let some = try initial(circuit(.uniform(from: -1, to: 0.5)))
    #expect(some.allSatisfy { (-1..<0.5).contains($0) } && some.min()! < -0.9)
    let small = try initial(circuit(.normal(deviation: 0.1)))
    let variance = small.reduce(0) { $0 + $1 * $1 } / Double(small.count)
    // 1,200 numbers: the variance is known to a twentieth or so.
    #expect(abs(variance - 0.01) < 0.002)
    let scaled = try initial(
      CircuitPlan(
        embedding: .angle(axis: .y, scaling: .trainable),
        ansatz: AnsatzPlan(name: .basicEntangler, layers: 1)))
    #expect(scaled[..<4] == [1, 1, 1, 1] && !scaled[4...].contains(1))
  }

  @Test(
    arguments: [
      (#""uniform""#, .uniform()), (#""identity-blocks""#, .identityBlocks),
      (#"{"normal":{"deviation":0.1}}"#, .normal(deviation: 0.1)),
      (#"{"uniform":{"from":-1,"to":1}}"#, .uniform(from: -1, to: 1)),
    ] as [(String, InitialAnglesPlan)])
  func initialisersAreReadAndWritten(text: String, plan: InitialAnglesPlan) throws {
    let data = Data("[\(text)]".utf8)
    #expect(try JSONDecoder().decode([InitialAnglesPlan].self, from: data) == [plan])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode([plan]), as: UTF8.self) == "[\(text)]")
  }

  @Test func whatCannotBeIsRefused() {
    func message(_ circuit: CircuitPlan) -> String? {
      #expect(throws: PlanError.self) { try initial(circuit) }?.description
    }
    #expect(
      message(
        CircuitPlan(
          ansatz: AnsatzPlan(name: .basicEntangler, layers: 1), initial: .identityBlocks))
        == "plan: students.circuit[0].initial: identity-blocks need layers with their inverses: say "
        + "ansatz.mirrored: true")
    #expect(
      message(CircuitPlan(ansatz: AnsatzPlan(name: .qcnn, layers: 1, mirrored: true)))
        == "plan: students.circuit[0]: the layers of qcnn leave fewer and fewer qubits: they have no inverse"
    )
    #expect(
      message(
        CircuitPlan(
          ansatz: AnsatzPlan(name: .basicEntangler, layers: 1), initial: .normal(deviation: -1)))
        == "plan: students.circuit[0].initial: a deviation of -1.0; it must be a number from 0 upwards"
    )
  }
}

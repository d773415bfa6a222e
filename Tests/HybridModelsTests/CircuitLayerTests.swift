import Arithmetic
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import HybridModels

@Suite struct CircuitLayerTests {
  @Test(
    .tags(.gradient),
    arguments: [
      StronglyEntanglingLayers(qubitCount: 1, layerCount: 2),
      StronglyEntanglingLayers(qubitCount: 3, layerCount: 2),
    ])
  func stronglyEntanglingLayers(ansatz: StronglyEntanglingLayers) {
    checkLayer(layer(ansatz, measuring: Array(0..<ansatz.qubitCount)), seed: 1)
  }

  @Test(.tags(.gradient)) func universalBlocksWithSelectiveMeasurement() {
    checkLayer(layer(SpecialUnitaryRing(qubitCount: 3, blockCount: 2), measuring: [2]), seed: 2)
  }

  @Test(.tags(.gradient)) func noisyCircuits() {
    let noise = NoiseModel(
      channels: [.amplitudeDamping(probability: 0.05), .phaseFlip(probability: 0.02)],
      readout: ReadoutError(oneGivenZero: 0.02, zeroGivenOne: 0.05))
    let ideal = layer(StronglyEntanglingLayers(qubitCount: 3, layerCount: 2), measuring: [0, 2])
    checkLayer(ideal.executed(CircuitExecution(noise: noise)), seed: 3)
  }

  /// A pass may have fewer samples than there is room for, and its random numbers are its samples' own.
  @Test(
    arguments: [
      CircuitExecution(shots: 30), CircuitExecution(noise: NoiseModel(), shots: 30),
      CircuitExecution(noise: NoiseModel(), foldings: [1, 3]),
    ])
  func partsOfABatchDrawTheirOwnNumbers(execution: CircuitExecution) {
    let model = Model([
      layer(StronglyEntanglingLayers(qubitCount: 3, layerCount: 1), measuring: [0, 1])
    ]).executed(execution)
    var stream = RandomStream(seed: 5, name: "parts")
    let parameters = model.initialParameters(from: &stream)
    let features = Matrix(
      rowCount: 150, columnCount: 3, elements: (0..<450).map { _ in stream.normal() })
    func logits(_ rows: Range<Int>) -> [Double] {
      model.logits(
        for: features.selecting(rows: Array(rows)), parameters: parameters,
        draw: RandomDraw(key: 8, firstSample: rows.lowerBound)
      ).elements
    }
    #expect(logits(0..<150) == logits(0..<1) + logits(1..<37) + logits(37..<150))
  }

  @Test func isQuantum() {
    let layer = layer(StronglyEntanglingLayers(qubitCount: 2, layerCount: 1), measuring: [0])
    #expect(layer.isQuantum && !Dense(inputCount: 1, outputCount: 1).isQuantum)
  }

  private func layer(_ ansatz: some Ansatz, measuring measured: [Int]) -> CircuitLayer {
    var circuit = Circuit(qubitCount: ansatz.qubitCount)
    circuit.append(AngleEmbedding(qubitCount: ansatz.qubitCount))
    circuit.append(ansatz)
    return CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: measured)))
  }
}

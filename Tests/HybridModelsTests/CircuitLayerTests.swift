import NeuralNetworks
import QuantumSimulation
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

import Datasets
import Distillation
import HybridModels
import QuantumSimulation
import Tables
import Testing

@Suite struct WideCircuitTests {
  /// From 14 qubits on each sample of a batch is computed alone; the last one's label is where the batch's memory ends.
  @Test func aBatchOfSingleSamplesIsTrained() throws {
    var circuit = Circuit(qubitCount: 14)
    circuit.append(AngleEmbedding(qubitCount: 14))
    circuit.append(BasicEntanglerLayers(qubitCount: 14, layerCount: 1))
    let student = Model([
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1])))
    ])
    let samples = Dataset(
      features: Matrix(
        rowCount: 16, columnCount: 14, elements: (0..<16 * 14).map { 0.01 * Double($0) }),
      labels: (0..<16).map { $0 % 2 }, classCount: 2)
    let trained = try Trainer(
      student, objective: Objective([CrossEntropyTerm(weight: 1)]),
      settings: TrainingSettings(optimizer: .adam(rate: 0.01), epochs: 1, batch: 16)
    ).train(on: TrainingSet(samples), seed: 0)
    #expect(trained.losses.count == 1 && trained.losses[0].isFinite)
  }
}

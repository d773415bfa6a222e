import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables

@testable import Distillation

/// XOR, and models that can learn it.
struct XORTraining {
  let data: Dataset
  let network = Model([
    Dense(inputCount: 2, outputCount: 8), ActivationLayer(.tanh, count: 8),
    Dense(inputCount: 8, outputCount: 2),
  ])
  let labels = Objective([CrossEntropyTerm(weight: 1)])

  init() throws {
    var stream = RandomStream(seed: 1, name: "data")
    data = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.15).sample(perBlob: 10, from: &stream)
  }

  func hybrid(isFrozen: Bool) -> Model {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2))
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 2))
    return Model(
      [
        Dense(inputCount: 2, outputCount: 2),
        CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
        Dense(inputCount: 2, outputCount: 2),
      ], frozenLayers: isFrozen ? [1] : [])
  }

  func train(
    _ model: Model, _ objective: Objective, on set: TrainingSet? = nil, epochs: Int,
    batch: Int = 8, dropRemainder: Bool = true, teacherLogits: Matrix? = nil, rate: Double = 0.05,
    precision: Precision = .double, threadCount: Int = 1
  ) throws -> TrainedParameters {
    var initial = RandomStream(seed: 2, name: "init")
    let settings = TrainingSettings(
      optimizer: .adam(rate: .constant(rate)), epochs: epochs, batch: batch,
      dropRemainder: dropRemainder,
      precision: precision)
    return try Trainer(
      model, objective: objective, settings: settings, threadCount: threadCount
    ).train(
      on: set ?? TrainingSet(data, teacherLogits: teacherLogits),
      from: model.initialParameters(from: &initial),
      batches: RandomStream(seed: 2, name: "batches"))
  }

  func score(_ model: Model, _ trained: TrainedParameters) -> Double {
    let logits = model.logits(for: data.features, parameters: trained.parameters)
    return accuracy(predictions: logits.argmaxOfRows(), labels: data.labels)
  }
}

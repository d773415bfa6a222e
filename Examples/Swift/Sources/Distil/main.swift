// A teacher learns from many samples, a hybrid student of 74 parameters from few: without it, and with it.
import QuantumDistillation

let task = try ExtendedXOR()
let many = TrainingSet(try task.sample(.teacher, perBlob: 60, seed: 0))
let few = TrainingSet(try task.sample(.student, perBlob: 5, seed: 0))
let test = try task.sample(.test, perBlob: 100, seed: 0)

let network = Model([
  Dense(inputCount: 2, outputCount: 64), ActivationLayer(.relu, count: 64),
  Dense(inputCount: 64, outputCount: 3),
])
var circuit = Circuit(qubitCount: 4)
circuit.append(AngleEmbedding(qubitCount: 4))
circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
let student = Model([
  Dense(inputCount: 2, outputCount: 4, hasBias: false),
  CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
  Dense(inputCount: 2, outputCount: 3, hasBias: false),
])

let labels = Objective([CrossEntropyTerm(weight: 1)])
let distilled = Objective([CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)])
let settings = TrainingSettings(optimizer: .adam(rate: 0.01), epochs: 1000)
let learnt = try Trainer(network, objective: labels, settings: settings).train(on: many, seed: 0)
let taught = few.taught(by: Teacher(network, parameters: learnt.parameters))
for (name, objective) in [("labels", labels), ("distilled", distilled)] {
  let trained = try Trainer(student, objective: objective, settings: settings).train(
    on: taught, seed: 0)
  let logits = student.logits(for: test.features, parameters: trained.parameters)
  print("\(name): macro-F1", macroF1(predictions: logits.argmaxOfRows(), labels: test.labels))
}

import QuantumDistillation

let task = try ExtendedXOR()
let few = try task.sample(.student, perBlob: 5, seed: 0)
let test = try task.sample(.test, perBlob: 100, seed: 0)
print(few.sampleCount, few.classCount)  // prints: 80 3

var circuit = Circuit(qubitCount: 4)
circuit.append(AngleEmbedding(qubitCount: 4))
circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
let student = Model([
  Dense(inputCount: 2, outputCount: 4, hasBias: false),
  CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
  Dense(inputCount: 2, outputCount: 3, hasBias: false),
])
print(student.parameterCount, student.quantumParameterCount)  // prints: 74 60

let settings = TrainingSettings(optimizer: .adam(rate: 0.01), epochs: 1000)
let labels = Objective([CrossEntropyTerm(weight: 1)])

func score(_ objective: Objective, on set: TrainingSet) throws -> Double {
  let trained = try Trainer(student, objective: objective, settings: settings).train(
    on: set, seed: 0)
  let logits = student.logits(for: test.features, parameters: trained.parameters)
  return macroF1(predictions: logits.argmaxOfRows(), labels: test.labels)
}
print("labels:", try score(labels, on: TrainingSet(few)))  // prints: labels: 0.

let many = try task.sample(.teacher, perBlob: 60, seed: 0)
let network = Model([
  Dense(inputCount: 2, outputCount: 64), ActivationLayer(.relu, count: 64),
  Dense(inputCount: 64, outputCount: 3),
])
let learnt = try Trainer(network, objective: labels, settings: settings).train(
  on: TrainingSet(many), seed: 0)
let teacher = Teacher(network, parameters: learnt.parameters)

let distilled = Objective([
  CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
])
let taught = TrainingSet(few).taught(by: teacher)
print("distilled:", try score(distilled, on: taught))  // prints: distilled: 0.

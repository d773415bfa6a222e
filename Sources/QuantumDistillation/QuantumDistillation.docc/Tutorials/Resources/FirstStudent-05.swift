import QuantumDistillation

let task = try ExtendedXOR()
var circuit = Circuit(qubitCount: 4)
circuit.append(AngleEmbedding(qubitCount: 4))
circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
let student = Model([
  Dense(inputCount: 2, outputCount: 4, hasBias: false),
  CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
  Dense(inputCount: 2, outputCount: 3, hasBias: false),
])
let network = Model([
  Dense(inputCount: 2, outputCount: 64), ActivationLayer(.relu, count: 64),
  Dense(inputCount: 64, outputCount: 3),
])
let labels = Objective([CrossEntropyTerm(weight: 1)])
let distilled = Objective([
  CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
])

func trained(_ model: Model, _ objective: Objective, on set: TrainingSet, epochs: Int, seed: UInt64)
  throws -> [Double]
{
  try Trainer(
    model, objective: objective,
    settings: TrainingSettings(optimizer: .adam(rate: 0.01), epochs: epochs)
  ).train(on: set, seed: seed).parameters
}

/// The test scores of the student with labels and distilled, of one seed: same data, same start, same batches.
func scores(seed: UInt64) throws -> (labels: Double, distilled: Double) {
  let many = TrainingSet(try task.sample(.teacher, perBlob: 60, seed: seed))
  let few = TrainingSet(try task.sample(.student, perBlob: 5, seed: seed))
  let test = try task.sample(.test, perBlob: 100, seed: seed)
  let teacher = Teacher(
    network, parameters: try trained(network, labels, on: many, epochs: 200, seed: seed))
  func score(_ objective: Objective, on set: TrainingSet) throws -> Double {
    let parameters = try trained(student, objective, on: set, epochs: 1000, seed: seed)
    let logits = student.logits(for: test.features, parameters: parameters)
    return macroF1(predictions: logits.argmaxOfRows(), labels: test.labels)
  }
  return (
    try score(labels, on: few), try score(distilled, on: few.taught(by: teacher))
  )
}

let all = try (0..<10).map { try scores(seed: $0) }
let difference = PairedDifference(treatment: all.map(\.distilled), control: all.map(\.labels))
print("distilled is better by", difference.meanDifference!)
print("95 % interval", difference.confidence95!)
print("helps:", difference.confidence95![0] > 0)  // prints: helps: true

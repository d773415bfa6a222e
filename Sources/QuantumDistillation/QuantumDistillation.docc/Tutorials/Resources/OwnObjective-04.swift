import Foundation
import QuantumDistillation

/// weight x mean over the batch of KL(softmax(student) || softmax(teacher)), in nats.
struct ReverseTerm: ObjectiveTerm, TermLoss {
  static let name = "reverse"
  var weight: Schedule

  var needsTeacher: Bool { true }

  /// Adds weight p_c (log p_c - log q_c - loss) / batch for class c: p are the student's probabilities, q the teacher's.
  func addLoss(_ batch: ObjectiveBatch) -> Double {
    let share = weight.value(at: batch.progress) / Double(batch.totalCount)
    var sum = 0.0
    for sample in 0..<batch.sampleCount {
      let p = logProbabilities(batch.logits, sample)
      let q = logProbabilities(batch.requiredTeacherLogits, sample)
      let loss = zip(p, q).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
      for c in 0..<batch.classCount {
        batch.logitsGradient[c, sample] += share * exp(p[c]) * (p[c] - q[c] - loss)
      }
      sum += share * loss
    }
    return sum
  }

  private func logProbabilities(_ logits: BatchTable, _ sample: Int) -> [Double] {
    let row = (0..<logits.featureCount).map { logits[$0, sample] }
    let largest = row.max()!
    let logSum = largest + log(row.reduce(0) { $0 + exp($1 - largest) })
    return row.map { $0 - logSum }
  }
}

let task = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.2)
let few = TrainingSet(try task.sample(.student, perBlob: 3, seed: 0))
let many = TrainingSet(try task.sample(.teacher, perBlob: 50, seed: 0))
let test = try task.sample(.test, perBlob: 100, seed: 0)

func network(_ units: Int) -> Model {
  Model([
    Dense(inputCount: 2, outputCount: units), ActivationLayer(.tanh, count: units),
    Dense(inputCount: units, outputCount: 2),
  ])
}

func trained(_ model: Model, for terms: [any ObjectiveTerm], on set: TrainingSet) throws -> [Double]
{
  try Trainer(
    model, objective: Objective(terms),
    settings: TrainingSettings(optimizer: .adam(rate: 0.02), epochs: 300)
  ).train(on: set, seed: 0).parameters
}

let labels = CrossEntropyTerm(weight: 1)
let teacher = Teacher(
  network(32), parameters: try trained(network(32), for: [labels], on: many))
let student = network(4)
let parameters = try trained(
  student, for: [CrossEntropyTerm(weight: 0.5), ReverseTerm(weight: 0.5)],
  on: few.taught(by: teacher))
let logits = student.logits(for: test.features, parameters: parameters)
let score = macroF1(predictions: logits.argmaxOfRows(), labels: test.labels)
print("learns:", score > 0.9)  // prints: learns: true

// An objective of one's own: the reverse divergence, which a student makes small by leaving out what it cannot imitate.

import Foundation
import QuantumDistillation

/// weight x mean over the batch of KL(softmax(student) || softmax(teacher)), in nats. Gu et al., *MiniLLM* (2024), for
/// language models; of classes.
struct ReverseTerm: ObjectiveTerm, TermLoss {
  static let name = "reverse"
  var weight: Schedule

  var needsTeacher: Bool { true }

  /// Adds weight p_c (log p_c - log q_c - loss) / batch, the derivative by the student's logit of class c, where p are the
  /// student's probabilities and q the teacher's.
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
let few = try task.sample(.student, perBlob: 3, seed: 0)
let test = try task.sample(.test, perBlob: 100, seed: 0)

func train(_ model: Model, on set: TrainingSet, for terms: [any ObjectiveTerm]) throws -> [Double] {
  try Trainer(
    model, objective: Objective(terms),
    settings: TrainingSettings(optimizer: .adam(rate: 0.02), epochs: 300)
  ).train(on: set, seed: 0).parameters
}

func network(_ units: Int) -> Model {
  Model([
    Dense(inputCount: 2, outputCount: units), ActivationLayer(.tanh, count: units),
    Dense(inputCount: units, outputCount: 2),
  ])
}

let large = network(32)
let many = TrainingSet(try task.sample(.teacher, perBlob: 50, seed: 0))
let teacher = Teacher(
  large, parameters: try train(large, on: many, for: [CrossEntropyTerm(weight: 1)]))
let set = TrainingSet(few).taught(by: teacher)
let student = network(4)
for (name, terms) in [
  ("labels", [CrossEntropyTerm(weight: 1)]),
  ("forward", [CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 1)]),
  ("reverse", [CrossEntropyTerm(weight: 0.5), ReverseTerm(weight: 0.5)]),
] as [(String, [any ObjectiveTerm])] {
  let parameters = try train(student, on: set, for: terms)
  let logits = student.logits(for: test.features, parameters: parameters)
  let score = macroF1(predictions: logits.argmaxOfRows(), labels: test.labels)
  print("\(name): macro-F1 \((1000 * score).rounded() / 1000)")
}

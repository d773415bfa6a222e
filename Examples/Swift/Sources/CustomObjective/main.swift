// An objective of one's own: the squared difference of logits, which has no temperature to choose.

import QuantumDistillation

/// weight x mean over the batch and the classes of (student's logit - teacher's logit)^2 / 2. Ba and Caruana, *Do deep nets really need
/// to be deep?* (2014).
struct RegressionTerm: ObjectiveTerm, TermLoss {
  static let name = "regression"
  static let meaning = "half the squared difference of logits (Ba and Caruana 2014)"
  var weight: Schedule

  var needsTeacher: Bool { true }

  /// Adds weight (student's - teacher's) / (classes x batch) to the derivative by each logit.
  func addLoss(_ batch: ObjectiveBatch) -> Double {
    let teacher = batch.requiredTeacherLogits
    let share =
      weight.value(at: batch.progress) / Double(batch.classCount * batch.totalCount)
    var sum = 0.0
    for sample in 0..<batch.sampleCount {
      for c in 0..<batch.classCount {
        let difference = batch.logits[c, sample] - teacher[c, sample]
        batch.logitsGradient[c, sample] += share * difference
        sum += share * difference * difference / 2
      }
    }
    return sum
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
  ("logits", [CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)]),
  ("regression", [CrossEntropyTerm(weight: 0.5), RegressionTerm(weight: 0.1)]),
] as [(String, [any ObjectiveTerm])] {
  let parameters = try train(student, on: set, for: terms)
  let logits = student.logits(for: test.features, parameters: parameters)
  let score = macroF1(predictions: logits.argmaxOfRows(), labels: test.labels)
  print("\(name): macro-F1 \((1000 * score).rounded() / 1000)")
}

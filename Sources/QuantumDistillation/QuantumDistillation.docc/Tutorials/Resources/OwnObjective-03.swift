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

// One sample and one layer, whose three biases are then the logits: the first loss is that of where training begins.
let teacher = Matrix(rowCount: 1, columnCount: 3, elements: [1, -0.5, 0.2])
let sample = Dataset(
  features: Matrix(rowCount: 1, columnCount: 1, elements: [0]), labels: [0], classCount: 3)
let set = TrainingSet(sample, teacherLogits: teacher)
let model = Model([Dense(inputCount: 1, outputCount: 3)])

func loss(_ biases: [Double]) throws -> Double {
  try Trainer(
    model, objective: Objective([ReverseTerm(weight: 1)]),
    settings: TrainingSettings(
      optimizer: .adam(rate: 1e-9), epochs: 1, dropRemainder: false, precision: .double)
  ).train(
    on: set, from: [0, 0, 0] + biases, batches: RandomStream(seed: 0, name: "batches")
  ).losses[0]
}
print("where both agree:", abs(try loss([1, -0.5, 0.2])) < 1e-12)  // prints: where both agree: true
print("elsewhere:", try loss([0.3, 0.1, -0.4]) > 0.01)  // prints: elsewhere: true

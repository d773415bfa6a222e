import Foundation
import QuantumDistillation

/// weight x mean over the batch of KL(softmax(student) || softmax(teacher)), in nats.
struct ReverseTerm: ObjectiveTerm, TermLoss {
  static let name = "reverse"
  var weight: Schedule

  var needsTeacher: Bool { true }

  func addLoss(_ batch: ObjectiveBatch) -> Double { 0 }
}
print(ReverseTerm.name, ReverseTerm(weight: 0.5).weight)  // prints: reverse 0.5

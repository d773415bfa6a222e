import Arithmetic
import CKernels

/// weight x T^2 x mean over the batch of KL(softmax(teacher / T) || softmax(student / T)), in nats:
/// learning from the teacher's soft targets.
///
/// Hinton, Vinyals and Dean, *Distilling the knowledge in a neural network* (2015). The factor T^2 keeps
/// the gradient's size when T changes; it stands here and nowhere else. Usual: T 2 to 4, weight 0.5 to 0.9.
public struct LogitsTerm: ObjectiveTerm, Hashable {
  /// What the term counts for.
  public let weight: Double
  /// T: the higher, the more the teacher's smaller probabilities matter.
  public let temperature: Double

  /// A term with this weight and temperature.
  ///
  /// - Precondition: `temperature > 0`.
  public init(weight: Double, temperature: Double) {
    precondition(temperature > 0, "a temperature of \(temperature)")
    self.weight = weight
    self.temperature = temperature
  }

  /// Yes.
  public var needsTeacher: Bool { true }

  /// Adds weight T (softmax(student / T) - softmax(teacher / T)) / batch to the gradient.
  public func addLoss(_ batch: ObjectiveBatch, to gradient: BatchTable) -> Double {
    guard let teacher = batch.teacherLogits else {
      preconditionFailure("an objective that learns from a teacher was given no teacher's logits")
    }
    return batch.kernels.pointee.kullback_leibler(
      batch.classCount, batch.logits.batch, teacher.start, batch.logits.start, temperature,
      weight * temperature * temperature / Double(batch.totalCount), gradient.start)
  }
}

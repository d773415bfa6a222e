import Arithmetic
import CKernels

/// weight x T^2 x mean over the batch of KL(softmax(teacher / T) || softmax(student / T)), in nats:
/// learning from the teacher's soft targets.
///
/// Hinton, Vinyals and Dean, *Distilling the knowledge in a neural network* (2015). The factor T^2 keeps
/// the gradient's size when T changes; it stands here and nowhere else. Usual: T 2 to 4, weight 0.5 to 0.9.
public struct LogitsTerm: TemperedTerm {
  /// `logits`
  public static let name = "logits"
  /// For a methods section.
  public static let meaning =
    "T² times the Kullback-Leibler divergence from the teacher's to the student's class "
    + "probabilities at temperature T (Hinton et al. 2015)"
  /// What the term counts for.
  public var weight: Schedule
  /// T: the higher, the more the teacher's smaller probabilities matter.
  public var temperature: Schedule

  /// A term with this weight and temperature.
  public init(weight: Schedule, temperature: Schedule) {
    self.weight = weight
    self.temperature = temperature
  }

  /// Yes.
  public var needsTeacher: Bool { true }
  /// `temperature 2`
  public var summary: String { "temperature \(temperature)" }

  /// The temperature must be above 0.
  public func check() throws(InvalidSetting) {
    try checkTemperature(temperature)
  }
}

extension LogitsTerm: TermLoss {
  /// Adds weight T (softmax(student / T) - softmax(teacher / T)) / batch to the gradient.
  public func addLoss(_ batch: ObjectiveBatch) -> Double {
    let weight = weight.value(at: batch.progress)
    let temperature = temperature.value(at: batch.progress)
    return batch.kernels.pointee.kullback_leibler(
      batch.classCount, batch.logits.batch, batch.requiredTeacherLogits.start, batch.logits.start,
      temperature, weight * temperature * temperature / Double(batch.totalCount),
      batch.logitsGradient.start)
  }
}

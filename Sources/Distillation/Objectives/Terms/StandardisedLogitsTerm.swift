import Arithmetic
import CKernels
import HybridModels

/// weight x T^2 x mean over the batch of KL(softmax(teacher z / T) || softmax(student z / T)), in nats, where
/// z = (logits - mean) / (sd + 10^-7) of each sample over its classes: learning from the teacher's soft targets whatever
/// the size of the student's logits, which suits expectation values, as they are bounded.
///
/// Sun et al., *Logit standardization in knowledge distillation* (2024). The sd has the divisor classes - 1, as in their
/// published code; with the divisor classes, as in the paper, T would be sqrt(classes / (classes - 1)) times as
/// large. Derivatives go through the student's mean and sd. A sample whose logits are all the same has z = 0 and no
/// derivative. Usual: T 2, weight 9 beside a cross-entropy of weight 0.1.
public struct StandardisedLogitsTerm: TemperedTerm {
  /// `standardisedLogits`
  public static let name = "standardisedLogits"
  /// For a methods section.
  public static let meaning =
    "T² times the Kullback-Leibler divergence from the teacher's to the student's class "
    + "probabilities at temperature T, of logits standardised sample by sample (Sun et al. 2024)"
  /// What the term counts for.
  public var weight: Schedule
  /// T, in standard deviations: the higher, the more the teacher's smaller probabilities matter.
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

  /// There must be three classes or more: of two logits, standardised, nothing is left but which one is larger.
  public func check(student: Model) throws(InvalidSetting) {
    guard student.classCount > 2 else {
      throw InvalidSetting(
        "temperature",
        "two standardised logits are always equally far apart and teach nothing; use logits")
    }
  }
}

extension StandardisedLogitsTerm: TermLoss {
  /// Adds weight T / (sd + 10^-7) (d - (sum of d z) (logits - mean) / (sd (classes - 1))) / batch to the gradient, where
  /// d = softmax(student z / T) - softmax(teacher z / T).
  public func addLoss(_ batch: ObjectiveBatch) -> Double {
    let weight = weight.value(at: batch.progress)
    let temperature = temperature.value(at: batch.progress)
    return batch.kernels.pointee.standardised_kullback_leibler(
      batch.classCount, batch.logits.batch, batch.requiredTeacherLogits.start, batch.logits.start,
      temperature, weight * temperature * temperature / Double(batch.totalCount),
      batch.logitsGradient.start)
  }
}

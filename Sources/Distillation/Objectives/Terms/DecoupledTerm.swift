import Arithmetic
import CKernels
import HybridModels

/// weight x T^2 x mean over the batch of alpha TCKD + beta NCKD, in nats: `logits` in two parts that are weighted apart.
///
/// With p = softmax(student / T) and q = softmax(teacher / T): TCKD is KL((q_t, 1 - q_t) || (p_t, 1 - p_t)) of the
/// target t against all other classes, NCKD is KL(q / (1 - q_t) || p / (1 - p_t)) over the others. `logits` has
/// alpha = 1 and for beta each sample's 1 - q_t, so that where the teacher is sure it says nothing of the others.
///
/// Zhao et al., *Decoupled knowledge distillation* (2022). A sample without a label has the teacher's most probable
/// class as its target. Usual: alpha 1, beta 8 (they have 0.5 to 8), T 4, weight 1 with a warm-up.
public struct DecoupledTerm: TemperedTerm {
  /// `decoupled`
  public static let name = "decoupled"
  /// For a methods section.
  public static let meaning =
    "decoupled distillation, of the target and of the other classes (Zhao et al. 2022)"
  /// What the term counts for.
  public var weight: Schedule
  /// What the target against all others counts for.
  public var alpha: Double
  /// What the others among themselves count for.
  public var beta: Double
  /// T: the higher, the more the teacher's smaller probabilities matter.
  public var temperature: Schedule

  /// A term with this weight.
  public init(weight: Schedule, alpha: Double = 1, beta: Double = 8, temperature: Schedule = 4) {
    self.weight = weight
    self.alpha = alpha
    self.beta = beta
    self.temperature = temperature
  }

  /// Yes.
  public var needsTeacher: Bool { true }
  /// `alpha 1, beta 8, temperature 4`
  public var summary: String {
    "alpha \(Schedule.constant(alpha)), beta \(Schedule.constant(beta)), temperature \(temperature)"
  }

  /// alpha and beta must be from 0 upwards, not both 0, the temperature above 0.
  public func check() throws(InvalidSetting) {
    try checkParts(("alpha", alpha), ("beta", beta))
    try checkTemperature(temperature)
  }

  /// There must be three classes or more: one class alone has nothing to compare.
  public func check(student: Model) throws(InvalidSetting) {
    guard student.classCount > 2 else {
      throw InvalidSetting(
        "beta", "of two classes there are no others to compare; use logits, which is the same then")
    }
  }
}

extension DecoupledTerm: TermLoss {
  /// Adds weight T / batch times alpha (p_t - q_t) at the target, and -alpha (p_t - q_t) p' + beta (p' - q') at the
  /// others, where p' and q' are their shares, to the gradient.
  public func addLoss(_ batch: ObjectiveBatch) -> Double {
    let weight = weight.value(at: batch.progress)
    let temperature = temperature.value(at: batch.progress)
    return batch.kernels.pointee.decoupled_kullback_leibler(
      batch.classCount, batch.logits.batch, batch.requiredTeacherLogits.start, batch.logits.start,
      batch.labels, alpha, beta, temperature,
      weight * temperature * temperature / Double(batch.totalCount), batch.logitsGradient.start)
  }
}

/// As `{"weight": 1}`; alpha, beta and temperature may stand there too.
extension DecoupledTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, alpha, beta, temperature
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    alpha = try container.decodeIfPresent(Double.self, forKey: .alpha) ?? alpha
    beta = try container.decodeIfPresent(Double.self, forKey: .beta) ?? beta
    temperature =
      try container.decodeIfPresent(Schedule.self, forKey: .temperature) ?? temperature
  }
}

import Arithmetic
import CKernels
import HybridModels

/// weight x T^2 x [beta (1 - mean over the samples of r) + gamma (1 - mean over the classes of r')]: learning how the
/// teacher's probabilities go together rather than what they are, from a teacher that is far ahead.
///
/// With p = softmax(student / T) and q = softmax(teacher / T), `[samples, classes]`: r is Pearson's correlation of a row of
/// p with that of q, over the classes; r' of a column with that of q, over the batch. In a batch of one sample there is
/// nothing to correlate over, and the second part is left out.
///
/// A norm of deviations below 10^-8 counts as that, as in PyTorch's `cosine_similarity` (the paper's code adds 10^-8 to the
/// product of both norms): numbers that are all the same have a correlation of 0. If they are the student's, it has no
/// derivative.
///
/// Huang et al., *Knowledge distillation from a stronger teacher* (2022), DIST. Usual: beta 2, gamma 2, T 4 (1 for a
/// thousand classes), weight 1 beside a cross-entropy of weight 1.
public struct DistTerm: TemperedTerm {
  /// `dist`
  public static let name = "dist"
  /// For a methods section.
  public static let meaning =
    "one minus Pearson's correlation of probabilities, over classes and over samples "
    + "(Huang et al. 2022)"
  /// What the term counts for.
  public var weight: Schedule
  /// What the samples' correlations count for.
  public var beta: Double
  /// What the classes' correlations count for.
  public var gamma: Double
  /// T: the higher, the more the teacher's smaller probabilities matter.
  public var temperature: Schedule

  /// A term with this weight.
  public init(weight: Schedule, beta: Double = 2, gamma: Double = 2, temperature: Schedule = 4) {
    self.weight = weight
    self.beta = beta
    self.gamma = gamma
    self.temperature = temperature
  }

  /// Yes.
  public var needsTeacher: Bool { true }
  /// `beta 2, gamma 2, temperature 4`
  public var summary: String {
    "beta \(Schedule.constant(beta)), gamma \(Schedule.constant(gamma)), temperature \(temperature)"
  }

  /// beta and gamma must be from 0 upwards, not both 0, the temperature above 0.
  public func check() throws(InvalidSetting) {
    try checkParts(("beta", beta), ("gamma", gamma))
    try checkTemperature(temperature)
  }

  /// With two classes gamma must be above 0: two probabilities of a sample correlate fully or not at all.
  public func check(student: Model) throws(InvalidSetting) {
    guard gamma > 0 || student.classCount > 2 else {
      throw InvalidSetting(
        "gamma", "0, while two classes of one sample have nothing to correlate; set it above 0")
    }
  }

  /// What computes the term, with memory for the largest batch.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    DistLoss(self, classCount: training.student.classCount, capacity: training.capacity)
  }
}

private final class DistLoss: TermLoss {
  private let term: DistTerm
  private let scratch: Memory

  init(_ term: DistTerm, classCount: Int, capacity: Int) {
    self.term = term
    scratch = Memory(
      size: BatchTable.size(
        .double, featureCount: 3 * classCount, stride: BatchTable.stride(forSamples: capacity)))
  }

  /// Yes: classes correlate over the batch.
  var isOfWholeBatch: Bool { true }

  /// Adds p_c (h_c - sum of p h) / T to the gradient, where h are the derivatives by the probabilities p.
  func addLoss(_ batch: ObjectiveBatch) -> Double {
    precondition(
      BatchTable.size(
        batch.arithmetic.precision, featureCount: 3 * batch.classCount, stride: batch.logits.stride)
        <= scratch.size, "\(batch.sampleCount) samples are more than the largest batch")
    let temperature = term.temperature.value(at: batch.progress)
    let weight = term.weight.value(at: batch.progress) * temperature * temperature
    return batch.kernels.pointee.correlation_distance(
      batch.classCount, batch.logits.batch, batch.requiredTeacherLogits.start, batch.logits.start,
      temperature, weight * term.beta / Double(batch.totalCount),
      weight * term.gamma / Double(batch.classCount), scratch.start, batch.logitsGradient.start)
  }
}

/// As `{"weight": 1}`; beta, gamma and temperature may stand there too.
extension DistTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, beta, gamma, temperature
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    beta = try container.decodeIfPresent(Double.self, forKey: .beta) ?? beta
    gamma = try container.decodeIfPresent(Double.self, forKey: .gamma) ?? gamma
    temperature =
      try container.decodeIfPresent(Schedule.self, forKey: .temperature) ?? temperature
  }
}

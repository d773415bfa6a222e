import Arithmetic
import NeuralNetworks
import Numerics

/// weight x T^2 x mean over the batch of beta KL(q || m) + (1 - beta) KL(p || m), m = beta q + (1 - beta) p, in nats: between a
/// student that covers whatever its teacher thinks possible and one that keeps to what it thinks likely.
///
/// p = softmax(student / T) and q = softmax(teacher / T). It is bounded, by ln 2 at beta 1/2, where both are treated alike (the
/// Jensen-Shannon divergence); divided by beta (1 - beta) it comes near KL(q || p), as `logits` has it, for beta towards 0, and near
/// KL(p || q) for beta towards 1.
///
/// Agarwal et al., *On-policy distillation of language models* (2024), generalised Jensen-Shannon divergence; of classes. Usual:
/// beta 0.1 to 0.9, the weight 1 / (beta (1 - beta)) times that of `logits`.
public struct JensenShannonTerm: TemperedTerm, TermLoss {
  /// `jensenShannon`
  public static let name = "jensenShannon"
  /// For a methods section.
  public static let meaning =
    "T² times the generalised Jensen-Shannon divergence of the teacher's and the student's "
    + "class probabilities at temperature T (Agarwal et al. 2024)"
  /// What the term counts for.
  public var weight: Schedule
  /// The teacher's share of m.
  public var beta: Double
  /// T: the higher, the more the teacher's smaller probabilities matter.
  public var temperature: Schedule

  /// A term with this weight.
  public init(weight: Schedule, beta: Double = 0.5, temperature: Schedule = 2) {
    self.weight = weight
    self.beta = beta
    self.temperature = temperature
  }

  /// Yes.
  public var needsTeacher: Bool { true }
  /// `beta 0.5, temperature 2`
  public var summary: String { "beta \(Schedule.constant(beta)), temperature \(temperature)" }

  /// beta must be between 0 and 1, the temperature above 0.
  public func check() throws(InvalidSetting) {
    guard beta > 0, beta < 1 else {
      throw InvalidSetting("beta", "\(Schedule.constant(beta)); it must be between 0 and 1")
    }
    try checkTemperature(temperature)
  }

  /// Adds weight T p_c (h_c - sum of p h) / batch to the gradient, with h = (1 - beta) log(p / m).
  public func addLoss(_ batch: ObjectiveBatch) -> Double {
    let temperature = temperature.value(at: batch.progress)
    let share = weight.value(at: batch.progress) * temperature / Double(batch.totalCount)
    let (count, teacher) = (batch.classCount, batch.requiredTeacherLogits)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { numbers in
      let p = UnsafeMutableBufferPointer(rebasing: numbers[..<count])
      let q = UnsafeMutableBufferPointer(rebasing: numbers[count...])
      var sum = 0.0
      for sample in 0..<batch.sampleCount {
        for c in 0..<count {
          p.initializeElement(at: c, to: batch.logits[c, sample])
          q.initializeElement(at: c, to: teacher[c, sample])
        }
        logSoftmax(p, temperature: temperature)
        logSoftmax(q, temperature: temperature)
        var (loss, mean) = (0.0, 0.0)
        for c in 0..<count {
          let (own, wanted) = (Double.exp(p[c]), Double.exp(q[c]))
          let logMixture = Double.log(beta * wanted + (1 - beta) * own)
          // 0 log 0 = 0, where a probability has underflowed.
          let (ownPart, wantedPart) = (
            own > 0 ? own * (p[c] - logMixture) : 0, wanted > 0 ? wanted * (q[c] - logMixture) : 0
          )
          loss += beta * wantedPart + (1 - beta) * ownPart
          mean += (1 - beta) * ownPart
          // p h and p, of which the gradient is made.
          (p[c], q[c]) = ((1 - beta) * ownPart, own)
        }
        for c in 0..<count { batch.logitsGradient[c, sample] += share * (p[c] - q[c] * mean) }
        sum += share * temperature * loss
      }
      return sum
    }
  }
}

/// As `{"weight": 1}`; beta and temperature may stand there too.
extension JensenShannonTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, beta, temperature
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    beta = try container.decodeIfPresent(Double.self, forKey: .beta) ?? beta
    temperature =
      try container.decodeIfPresent(Schedule.self, forKey: .temperature) ?? temperature
  }
}

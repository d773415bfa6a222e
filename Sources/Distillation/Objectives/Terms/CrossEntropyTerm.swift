import Arithmetic
import CKernels
import Datasets
import HybridModels

/// weight x mean over the batch's labelled samples of -log softmax(logits)[label]: learning from labels.
///
/// With label smoothing eps the target is (1 - eps) at the label and eps / classes everywhere (Szegedy et al., *Rethinking
/// the Inception architecture*, 2016; usual: 0.1). With class weights a class c counts w_c times, and the mean is over
/// weights. All as PyTorch's `cross_entropy`.
public struct CrossEntropyTerm: ObjectiveTerm {
  /// `crossEntropy`
  public static let name = "crossEntropy"
  /// For a methods section.
  public static let meaning = "the cross-entropy with the labels"
  /// What the term counts for.
  public var weight: Schedule
  /// The share of a target that is spread over all classes, from 0 to 1.
  public var labelSmoothing: Double
  /// What the classes count for.
  public var classWeights: ClassWeights

  /// What classes count for.
  public enum ClassWeights: Sendable, Hashable {
    /// All the same.
    case equal
    /// A number for each class.
    case given([Double])
    /// Such that each class counts as much as any other in the training set: samples / (classes x samples of the class).
    case balanced
  }

  /// A term with this weight.
  public init(
    weight: Schedule, labelSmoothing: Double = 0, classWeights: ClassWeights = .equal
  ) {
    self.weight = weight
    self.labelSmoothing = labelSmoothing
    self.classWeights = classWeights
  }

  /// No: labels are enough.
  public var needsTeacher: Bool { false }

  /// `label smoothing 0.1, balanced classes`
  public var summary: String {
    var parts: [String] = []
    if labelSmoothing > 0 { parts.append("label smoothing \(labelSmoothing)") }
    switch classWeights {
    case .equal: break
    case .balanced: parts.append("balanced classes")
    case .given: parts.append("weighted classes")
    }
    return parts.joined(separator: ", ")
  }

  /// Smoothing must be from 0 to 1, class weights from 0 upwards.
  public func check() throws(InvalidSetting) {
    guard (0...1).contains(labelSmoothing) else {
      throw InvalidSetting("labelSmoothing", "\(labelSmoothing); it must be from 0 to 1")
    }
    if case .given(let weights) = classWeights,
      !weights.allSatisfy({ $0 >= 0 && $0.isFinite }) || !weights.contains(where: { $0 > 0 })
    {
      throw InvalidSetting(
        "classWeights", "they must be numbers from 0 upwards, not all of them 0")
    }
  }

  /// There must be a weight for each class.
  public func check(student: Model) throws(InvalidSetting) {
    try check(classCount: student.classCount)
  }

  /// There must be a weight for each of so many classes.
  public func check(classCount: Int) throws(InvalidSetting) {
    guard case .given(let weights) = classWeights, weights.count != classCount else { return }
    throw InvalidSetting(
      "classWeights", "\(weights.count) numbers for \(classCount) classes; give one for each")
  }

  /// What computes the term, with class weights in numbers.
  ///
  /// - Throws: `TrainingFailure` if a class has no sample to balance.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    CrossEntropyLoss(
      weight: weight, labelSmoothing: labelSmoothing,
      classWeights: try weights(for: training.set.samples))
  }

  /// A weight for each class; `nil` if all count the same.
  func weights(for samples: Dataset) throws(TrainingFailure) -> [Double]? {
    switch classWeights {
    case .equal: return nil
    case .given(let weights): return weights
    case .balanced:
      do throws(DatasetError) {
        return try samples.balancedClassWeights()
      } catch {
        throw .labels("\(error)")
      }
    }
  }
}

private struct CrossEntropyLoss: TermLoss {
  let weight: Schedule
  let labelSmoothing: Double
  let classWeights: [Double]?

  /// Adds weight w (softmax(logits) - target) / (sum of w over the batch) to the gradient.
  func addLoss(_ batch: ObjectiveBatch) -> Double {
    guard let classWeights else { return addLoss(batch, nil) { _ in 1 } }
    return classWeights.withUnsafeBufferPointer { weights in
      addLoss(batch, weights.baseAddress) { weights[$0] }
    }
  }

  private func addLoss(
    _ batch: ObjectiveBatch, _ classWeights: UnsafePointer<Double>?, classWeight: (Int) -> Double
  ) -> Double {
    let sum = batch.batchLabels.reduce(0) { $1 < 0 ? $0 : $0 + classWeight(Int($1)) }
    // A batch without labels has nothing to say.
    guard sum > 0 else { return 0 }
    return batch.kernels.pointee.cross_entropy(
      batch.classCount, batch.logits.batch, batch.logits.start, batch.labels, classWeights,
      labelSmoothing, weight.value(at: batch.progress) / sum, batch.logitsGradient.start)
  }
}

/// As `{"weight": 1}`; labelSmoothing and classWeights may stand there too.
extension CrossEntropyTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, labelSmoothing, classWeights
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    labelSmoothing =
      try container.decodeIfPresent(Double.self, forKey: .labelSmoothing) ?? labelSmoothing
    classWeights =
      try container.decodeIfPresent(ClassWeights.self, forKey: .classWeights) ?? classWeights
  }
}

/// As `equal`, `balanced`, or a list of numbers.
extension CrossEntropyTerm.ClassWeights: Codable {
  /// Decodes weights.
  public init(from decoder: any Decoder) throws {
    if let weights = try? [Double](from: decoder) {
      self = .given(weights)
      return
    }
    let container = try decoder.singleValueContainer()
    switch try? container.decode(String.self) {
    case "equal": self = .equal
    case "balanced": self = .balanced
    default:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "equal or balanced should be here, or a list with a number for each class"
      )
    }
  }

  /// Encodes the weights.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .given(let weights): try weights.encode(to: encoder)
    case .equal: try "equal".encode(to: encoder)
    case .balanced: try "balanced".encode(to: encoder)
    }
  }
}

import HybridModels

/// weight x ||G_s - G_t||_F^2 / batch^2: samples that are alike for the teacher shall be alike for the student.
///
/// G = F F^T is the Gram matrix of the batch's features F, `[samples, features]`, with each row divided by its length.
/// Tung and Mori, *Similarity-preserving knowledge distillation* (2019), eqs. 1 to 4. Usual: weight 3000, on CIFAR.
public struct SimilarityTerm: FeatureTerm {
  /// `similarity`
  public static let name = "similarity"
  /// For a methods section.
  public static let meaning = "the squared difference of Gram matrices (Tung and Mori 2019)"
  /// What the term counts for.
  public var weight: Schedule
  /// Which of the student's numbers are compared.
  public var student: FeatureChoice
  /// With which of the teacher's.
  public var teacher: FeatureChoice

  /// A term with this weight.
  public init(
    weight: Schedule, student: FeatureChoice = .penultimate, teacher: FeatureChoice = .penultimate
  ) {
    self.weight = weight
    self.student = student
    self.teacher = teacher
  }

  /// There is nothing else to set.
  public func check() throws(InvalidSetting) {}

  /// What compares the matrices.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    GramLoss(
      weight: weight, tap: tap(of: training.student), teacher: teacher, .rows, training)
  }
}

/// As `{"weight": 3000}`; student and teacher may stand there too.
extension SimilarityTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, student, teacher
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    student = try container.decodeIfPresent(FeatureChoice.self, forKey: .student) ?? student
    teacher = try container.decodeIfPresent(FeatureChoice.self, forKey: .teacher) ?? teacher
  }
}

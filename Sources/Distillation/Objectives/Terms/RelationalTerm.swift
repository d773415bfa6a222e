import Arithmetic
import HybridModels

/// weight x (distance x L_D + angle x L_A): samples shall lie to each other as they do for the teacher.
///
/// L_D is the mean over all pairs of the batch of Huber's loss of their distances, each by the batch's mean distance; L_A the
/// mean over all triples of Huber's loss of cos(angle at j between i and k). Huber's loss of x is x^2 / 2 up to 1, then
/// |x| - 1/2. Park, Kim, Lu and Cho, *Relational knowledge distillation* (2019), eqs. 5 to 9, with the means of the code
/// that they published: a mean distance is of different samples, other means include samples with themselves. Usual:
/// distance 1 and angle 2, with weight 25 for classes.
public struct RelationalTerm: FeatureTerm {
  /// `relational`
  public static let name = "relational"
  /// For a methods section.
  public static let meaning =
    "Huber's loss of distances and angles between samples (Park et al. 2019)"
  /// What the term counts for.
  public var weight: Schedule
  /// What distances count for.
  public var distance: Double
  /// What angles count for.
  public var angle: Double
  /// Which of the student's numbers are compared.
  public var student: FeatureChoice
  /// With which of the teacher's.
  public var teacher: FeatureChoice

  /// A term with this weight.
  public init(
    weight: Schedule, distance: Double = 1, angle: Double = 2,
    student: FeatureChoice = .penultimate, teacher: FeatureChoice = .penultimate
  ) {
    self.weight = weight
    self.distance = distance
    self.angle = angle
    self.student = student
    self.teacher = teacher
  }

  /// `distance 1, angle 2, penultimate of the student, penultimate of the teacher`
  public var summary: String {
    "distance \(Schedule.constant(distance)), angle \(Schedule.constant(angle)), \(comparison)"
  }

  /// Distances and angles must count from 0 upwards, not both 0.
  public func check() throws(InvalidSetting) {
    try checkParts(("distance", distance), ("angle", angle))
  }

  /// What compares distances and angles.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    RelationalLoss(self, training)
  }
}

private final class RelationalLoss: TermLoss {
  let taps: [ModelTap]
  private let term: RelationalTerm
  private let student, teacher: SamplePairs
  private let slopes: TableRoom
  private let arithmetic: Arithmetic

  init(_ term: RelationalTerm, _ training: LossContext) {
    self.term = term
    arithmetic = training.doubleArithmetic
    let tap = term.tap(of: training.student)
    taps = [tap]
    student = SamplePairs(
      featureCount: tap.width(in: training.student), capacity: training.capacity, arithmetic)
    teacher = SamplePairs(
      featureCount: training.teacherWidth(term.teacher), capacity: training.capacity, arithmetic)
    slopes = .ofPairs(capacity: training.capacity)
  }

  /// All samples are compared with all.
  var isOfWholeBatch: Bool { true }

  func addLoss(_ batch: ObjectiveBatch) -> Double {
    // One sample alone has no relations.
    guard batch.sampleCount > 1 else { return 0 }
    let tables = batch.tables(of: taps[0])
    student.load(tables.values)
    teacher.load(batch.teacherFeatures(term.teacher))
    let weight = term.weight.value(at: batch.progress)
    var loss = 0.0
    if term.distance > 0 { loss += addDistances(weight * term.distance, batch.sampleCount) }
    if term.angle > 0 { loss += addAngles(weight * term.angle, batch.sampleCount) }
    tables.gradient.addSamples(of: student.gradient)
    return loss
  }

  private func addDistances(_ weight: Double, _ count: Int) -> Double {
    let (slopes, own) = (slopes.table(sampleCount: count), student.distances)
    let scale = 1 / student.meanDistance
    let loss = slopes.setToHuberSlopes(
      of: own, scale: scale, from: teacher.distances, scale: 1 / teacher.meanDistance,
      weight: weight / Double(count * count), arithmetic)
    // Each distance is also part of the mean that all are divided by.
    var along = 0.0
    for i in 0..<count {
      for j in 0..<count { along += slopes.row(i)[j] * own.row(i)[j] }
    }
    let slopeOfMean = scale * along / Double(count * (count - 1))
    for i in 0..<count {
      for j in 0..<count { slopes.row(i)[j] = scale * (slopes.row(i)[j] - slopeOfMean) }
    }
    student.addGradient(byDistances: slopes)
    return loss
  }

  private func addAngles(_ weight: Double, _ count: Int) -> Double {
    let slopes = slopes.table(sampleCount: count)
    var loss = 0.0
    for vertex in 0..<count {
      loss += slopes.setToHuberSlopes(
        of: student.cosines(at: vertex), from: teacher.cosines(at: vertex),
        weight: weight / Double(count * count * count), arithmetic)
      student.addGradient(byCosines: slopes, at: vertex)
    }
    return loss
  }
}

/// As `{"weight": 25}`; distance, angle, student and teacher may stand there too.
extension RelationalTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, distance, angle, student, teacher
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    distance = try container.decodeIfPresent(Double.self, forKey: .distance) ?? distance
    angle = try container.decodeIfPresent(Double.self, forKey: .angle) ?? angle
    student = try container.decodeIfPresent(FeatureChoice.self, forKey: .student) ?? student
    teacher = try container.decodeIfPresent(FeatureChoice.self, forKey: .teacher) ?? teacher
  }
}

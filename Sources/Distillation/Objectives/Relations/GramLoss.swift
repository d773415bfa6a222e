import Arithmetic
import HybridModels

/// weight x ||G_s - G_t||_F^2 / batch^2, where G are normalised Gram matrices of what a tap shows of the student and of
/// the teacher's features.
final class GramLoss: TermLoss {
  let taps: [ModelTap]
  private let weight: Schedule
  private let teacherChoice: FeatureChoice
  private let student, teacher: GramMatrix
  private let difference: TableRoom

  /// - Parameter constant: what is added to the student's inner products before they are normalised.
  init(
    weight: Schedule, tap: ModelTap, teacher choice: FeatureChoice,
    _ normalization: GramMatrix.Normalization, constant: Double = 0, _ training: LossContext
  ) {
    self.weight = weight
    taps = [tap]
    teacherChoice = choice
    student = GramMatrix(
      normalization, featureCount: tap.width(in: training.student), capacity: training.capacity,
      constant: constant, training.doubleArithmetic)
    teacher = GramMatrix(
      normalization, featureCount: training.teacherWidth(choice), capacity: training.capacity,
      training.doubleArithmetic)
    difference = .ofPairs(capacity: training.capacity)
  }

  /// All samples are compared with all.
  var isOfWholeBatch: Bool { true }

  func addLoss(_ batch: ObjectiveBatch) -> Double {
    let tables = batch.tables(of: taps[0])
    let student = student.compute(tables.values)
    let teacher = teacher.compute(batch.teacherFeatures(teacherChoice))
    let difference = difference.table(sampleCount: batch.sampleCount)
    let share =
      weight.value(at: batch.progress) / Double(batch.sampleCount * batch.sampleCount)
    var sum = 0.0
    for i in 0..<batch.sampleCount {
      let (own, wanted, slopes) = (student.row(i), teacher.row(i), difference.row(i))
      for j in 0..<batch.sampleCount {
        let distance = own[j] - wanted[j]
        sum += distance * distance
        slopes[j] = 2 * share * distance
      }
    }
    tables.gradient.addSamples(of: self.student.backward(difference))
    return share * sum
  }
}

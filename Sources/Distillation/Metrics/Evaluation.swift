import Datasets
import Tables

/// How well logits do on a data set.
public struct Evaluation: Sendable, Hashable, Codable {
  /// The macro-averaged F1 score.
  public let macroF1: Double
  /// The share of right predictions.
  public let accuracy: Double
  /// The expected calibration error, 15 bins.
  public let calibrationError: Double
  /// The share of predictions that equal the teacher's.
  public let teacherAgreement: Double
  /// The mean KL divergence from the teacher's class probabilities, in nats.
  public let teacherDivergence: Double
  /// `[classes, classes]`: how many samples of the row's class were taken for the column's.
  public let confusion: [[Int]]
  /// How often predictions are right, by their confidence.
  public let reliability: Reliability

  /// Compares logits with a data set's labels and with a teacher's logits, both `[samples, classes]`.
  public init(logits: Matrix, teacherLogits: Matrix, labels: [Int]) {
    let predictions = logits.argmaxOfRows()
    macroF1 = Distillation.macroF1(predictions: predictions, labels: labels)
    accuracy = Distillation.accuracy(predictions: predictions, labels: labels)
    reliability = Reliability(logits: logits, labels: labels)
    calibrationError = reliability.calibrationError
    confusion =
      ConfusionMatrix(
        predictions: predictions, labels: labels, classCount: logits.columnCount
      ).counts
    teacherAgreement = Distillation.accuracy(
      predictions: predictions, labels: teacherLogits.argmaxOfRows())
    teacherDivergence = meanDivergence(teacher: teacherLogits, student: logits)
  }
}

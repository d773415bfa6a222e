import Datasets
import Tables

/// What a student learns from: samples, their labels, and what the teacher says of each.
public struct TrainingSet: Sendable, Hashable {
  /// The labelled samples.
  public let samples: Dataset
  /// The teacher's logits for the same samples in the same order, `[samples, classes]`; `nil` without a
  /// teacher.
  public let teacherLogits: Matrix?

  /// A training set.
  ///
  /// - Precondition: a row of teacher logits for each sample, a column for each class.
  public init(_ samples: Dataset, teacherLogits: Matrix? = nil) {
    if let teacherLogits {
      precondition(
        teacherLogits.rowCount == samples.sampleCount
          && teacherLogits.columnCount == samples.classCount,
        "\(teacherLogits.rowCount) x \(teacherLogits.columnCount) teacher logits for "
          + "\(samples.sampleCount) samples of \(samples.classCount) classes")
    }
    self.samples = samples
    self.teacherLogits = teacherLogits
  }
}

import Datasets
import Tables

/// What a student learns from: labelled samples, samples without a label, and what the teacher says of all of them.
public struct TrainingSet: Sendable, Hashable {
  /// The labelled samples.
  public let samples: Dataset
  /// The features of samples without a label, `[transfer samples, features]`: on these only the teacher is heard.
  public let transfer: Matrix
  /// The teacher's logits, `[samples + transfer samples, classes]`, in that order; `nil` without a teacher.
  public let teacherLogits: Matrix?
  /// What else of the teacher objectives look at, `[samples + transfer samples, numbers]`.
  public let teacherFeatures: [FeatureChoice: Matrix]

  /// A training set.
  ///
  /// - Precondition: all samples have as many features; there is a row of teacher logits for each, a column for each class;
  ///   and a row of whatever else there is of the teacher.
  public init(
    _ samples: Dataset, transfer: Matrix? = nil, teacherLogits: Matrix? = nil,
    teacherFeatures: [FeatureChoice: Matrix] = [:]
  ) {
    self.samples = samples
    self.transfer =
      transfer ?? Matrix(rowCount: 0, columnCount: samples.features.columnCount, elements: [])
    self.teacherLogits = teacherLogits
    self.teacherFeatures = teacherFeatures
    for (choice, features) in teacherFeatures {
      precondition(
        features.rowCount == sampleCount,
        "\(features.rowCount) rows of the teacher's \(choice) for \(sampleCount) samples")
    }
    precondition(
      self.transfer.columnCount == samples.features.columnCount,
      "transfer samples of \(self.transfer.columnCount) features, others of "
        + "\(samples.features.columnCount)")
    if let teacherLogits {
      precondition(
        teacherLogits.rowCount == sampleCount && teacherLogits.columnCount == samples.classCount,
        "\(teacherLogits.rowCount) x \(teacherLogits.columnCount) teacher logits for "
          + "\(sampleCount) samples of \(samples.classCount) classes")
    }
  }

  /// The same samples with another teacher.
  ///
  /// - Parameters:
  ///   - teacher: who is asked for every sample, those without a label too.
  ///   - choices: what objectives look at of it beside logits.
  /// - Precondition: the teacher takes the samples' features and knows their classes, and has what is looked at.
  public func taught(by teacher: Teacher, showing choices: Set<FeatureChoice> = []) -> TrainingSet {
    let features = features
    return TrainingSet(
      samples, transfer: transfer, teacherLogits: teacher.logits(for: features),
      teacherFeatures: Dictionary(
        uniqueKeysWithValues: choices.map { ($0, teacher.features($0, for: features)) }))
  }

  /// How many samples there are, with a label or without.
  public var sampleCount: Int { samples.sampleCount + transfer.rowCount }

  /// All samples' features, `[samples + transfer samples, features]`.
  var features: Matrix { samples.features.appending(rowsOf: transfer) }

  /// All samples' classes; ``noLabel`` for those that have none.
  var labels: [Int32] {
    samples.labels.map { Int32($0) } + Array(repeating: Self.noLabel, count: transfer.rowCount)
  }

  /// What stands where a class would, in a sample without a label.
  static let noLabel: Int32 = -1
}

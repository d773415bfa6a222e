import Arithmetic
import CKernels

/// One term of an objective, with its settings. As it stands in a plan: `logits: {weight: 0.5, temperature: 2}`.
public protocol ObjectiveTerm: Sendable, Hashable, Codable {
  /// What plans call the term.
  static var name: String { get }

  /// What the term counts for.
  var weight: Schedule { get }

  /// Whether the term looks at the teacher's logits.
  var needsTeacher: Bool { get }

  /// The settings beside the weight in a few words, such as `temperature 2`; empty if there are none.
  var summary: String { get }

  /// Makes sure that the settings, weight aside, make sense.
  func check() throws(InvalidSetting)

  /// The term with what it takes from a training set as a whole. By default there is nothing.
  ///
  /// - Throws: `TrainingFailure` if the set does not have it.
  func fitted(to set: TrainingSet) throws(TrainingFailure) -> Self

  /// Adds the derivatives by the student's logits to `gradient`, `[classes, samples]`.
  ///
  /// - Returns: the term's value, its weight included, in nats: these samples' share of the mean over the whole batch.
  func addLoss(_ batch: ObjectiveBatch, to gradient: BatchTable) -> Double
}

extension ObjectiveTerm {
  /// The term as it is.
  public func fitted(to set: TrainingSet) throws(TrainingFailure) -> Self { self }
}

/// A setting that an objective cannot have.
public struct InvalidSetting: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which one, as plans call it.
  public let name: String
  /// What it is, and what it must be.
  public let problem: String

  /// A setting of this name is wrong.
  public init(_ name: String, _ problem: String) {
    self.name = name
    self.problem = problem
  }

  /// The setting, and what is wrong with it.
  public var description: String { "\(name): \(problem)" }
}

/// What an objective sees of a batch, or of a part of one: tables `[classes, samples]`.
public struct ObjectiveBatch {
  /// How numbers are computed.
  public let arithmetic: Arithmetic
  /// How far the training has come, from 0 to 1.
  public let progress: Double
  /// The student's logits.
  public let logits: BatchTable
  /// The teacher's logits, if there is a teacher.
  public let teacherLogits: BatchTable?
  /// The classes of the whole batch, negative where there is no label: means are taken over all of it.
  public let batchLabels: UnsafeBufferPointer<Int32>
  /// Which samples of the batch are seen.
  public let part: Range<Int>

  /// A batch in memory that the caller owns.
  ///
  /// - Parameter batchLabels: followed by as many more as fill the table: those beyond the last sample are read too.
  public init(
    _ arithmetic: Arithmetic, progress: Double = 0, logits: BatchTable,
    teacherLogits: BatchTable?, labels batchLabels: UnsafeBufferPointer<Int32>, part: Range<Int>
  ) {
    precondition(
      logits.sampleCount == part.count && part.upperBound <= batchLabels.count,
      "\(logits.sampleCount) samples as part \(part) of \(batchLabels.count)")
    self.arithmetic = arithmetic
    self.progress = progress
    self.logits = logits
    self.teacherLogits = teacherLogits
    self.batchLabels = batchLabels
    self.part = part
  }

  /// How many samples are seen.
  public var sampleCount: Int { part.count }
  /// How many samples the whole batch has.
  public var totalCount: Int { batchLabels.count }
  /// How many classes there are.
  public var classCount: Int { logits.featureCount }
  /// The classes of the samples that are seen, `[samples]`.
  var labels: UnsafePointer<Int32> { batchLabels.baseAddress! + part.lowerBound }
  /// The functions that compute.
  var kernels: UnsafePointer<qd_kernels> { arithmetic.kernels.table }

  /// The teacher's logits, for a term that cannot do without.
  var requiredTeacherLogits: BatchTable {
    guard let teacherLogits else {
      preconditionFailure("an objective that learns from a teacher was given no teacher's logits")
    }
    return teacherLogits
  }
}

import Arithmetic
import CKernels
import HybridModels

/// What an objective sees of a batch, or of a part of one, and where its derivatives go: tables `[numbers, samples]` in
/// memory that the caller owns.
public struct ObjectiveBatch {
  /// How numbers are computed.
  public let arithmetic: Arithmetic
  /// How far the training has come, from 0 to 1.
  public let progress: Double
  /// The student's logits, `[classes, samples]`.
  public let logits: BatchTable
  /// The derivatives by them.
  public let logitsGradient: BatchTable
  /// The teacher's logits, if there is a teacher.
  public let teacherLogits: BatchTable?
  /// The classes of the whole batch, negative where there is no label: means are taken over all of it.
  public let batchLabels: UnsafeBufferPointer<Int32>
  /// Which samples of the batch are seen.
  public let part: Range<Int>
  /// What taps show, and what of the teacher is looked at.
  var features = Features()
  /// The own parameters of the term that is being computed.
  public internal(set) var ownParameters = UnsafeBufferPointer<Double>(start: nil, count: 0)
  /// The derivatives by them.
  public internal(set) var ownGradient = UnsafeMutableBufferPointer<Double>(start: nil, count: 0)

  /// The numbers beside logits, each under what asked for them.
  struct Features {
    var taps: [(tap: ModelTap, tables: ModelTap.Tables)] = []
    var teacher: [(choice: FeatureChoice, table: BatchTable)] = []
  }

  /// A batch.
  ///
  /// - Parameter batchLabels: followed by as many more as fill the table: those beyond the last sample are read too.
  init(
    _ arithmetic: Arithmetic, progress: Double, logits: BatchTable, gradient: BatchTable,
    teacherLogits: BatchTable?, labels batchLabels: UnsafeBufferPointer<Int32>, part: Range<Int>
  ) {
    precondition(
      logits.sampleCount == part.count && part.upperBound <= batchLabels.count,
      "\(logits.sampleCount) samples as part \(part) of \(batchLabels.count)")
    self.arithmetic = arithmetic
    self.progress = progress
    self.logits = logits
    logitsGradient = gradient
    self.teacherLogits = teacherLogits
    self.batchLabels = batchLabels
    self.part = part
  }
}

extension ObjectiveBatch {
  /// How many samples are seen.
  public var sampleCount: Int { part.count }
  /// How many samples the whole batch has.
  public var totalCount: Int { batchLabels.count }
  /// How many classes there are.
  public var classCount: Int { logits.featureCount }
  /// The classes of the samples that are seen, `[samples]`.
  public var labels: UnsafePointer<Int32> { batchLabels.baseAddress! + part.lowerBound }
  /// The functions that compute.
  var kernels: UnsafePointer<qd_kernels> { arithmetic.kernels.table }

  /// The teacher's logits, for a term that cannot do without.
  public var requiredTeacherLogits: BatchTable {
    guard let teacherLogits else {
      preconditionFailure("an objective that learns from a teacher was given no teacher's logits")
    }
    return teacherLogits
  }

  /// What one of the term's taps shows, and where the derivatives by that go.
  ///
  /// - Precondition: it is among its ``TermLoss/taps``.
  public func tables(of tap: ModelTap) -> ModelTap.Tables {
    guard let tables = features.taps.first(where: { $0.tap == tap })?.tables else {
      preconditionFailure("a term looks at \(tap), which is none of its taps")
    }
    return tables
  }

  /// What the term looks at of the teacher, `[features, samples]`.
  ///
  /// - Precondition: it is among its ``ObjectiveTerm/teacherFeatures``.
  public func teacherFeatures(_ choice: FeatureChoice) -> BatchTable {
    if choice == .logits { return requiredTeacherLogits }
    guard let table = features.teacher.first(where: { $0.choice == choice })?.table else {
      preconditionFailure("a term looks at the teacher's \(choice), for which it has not asked")
    }
    return table
  }
}

import Arithmetic
import CKernels

/// What a student is trained for: a sum of weighted terms.
///
///     let labels = Objective([CrossEntropyTerm(weight: 1)])
///     let distilled = Objective([
///       CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
///     ])
public struct Objective: Sendable {
  /// The terms that are added up.
  public let terms: [any ObjectiveTerm]

  /// The sum of these terms.
  public init(_ terms: [any ObjectiveTerm]) {
    self.terms = terms
  }

  /// Whether any term looks at the teacher.
  public var needsTeacher: Bool { terms.contains { $0.needsTeacher } }

  /// The loss of a batch, or a part of one. Its derivatives by the student's logits are written to `gradient`,
  /// `[classes, samples]`.
  public func loss(_ batch: ObjectiveBatch, gradient: BatchTable) -> Double {
    gradient.clear()
    return terms.reduce(0) { $0 + $1.addLoss(batch, to: gradient) }
  }
}

/// One term of an objective, with its weight.
public protocol ObjectiveTerm: Sendable {
  /// Whether the term looks at the teacher's logits.
  var needsTeacher: Bool { get }

  /// Adds the derivatives by the student's logits to `gradient`, `[classes, samples]`.
  ///
  /// - Returns: the term's value, its weight included, in nats: these samples' share of the mean over the whole batch,
  ///   the sum over them divided by ``ObjectiveBatch/totalCount``.
  func addLoss(_ batch: ObjectiveBatch, to gradient: BatchTable) -> Double
}

/// What an objective sees of a batch, or of a part of one: tables `[classes, samples]`.
public struct ObjectiveBatch {
  /// How numbers are computed.
  public let arithmetic: Arithmetic
  /// The student's logits.
  public let logits: BatchTable
  /// The samples' classes, `[samples]`.
  public let labels: UnsafePointer<Int32>
  /// The teacher's logits, if there is a teacher.
  public let teacherLogits: BatchTable?
  /// How many samples the whole batch has: means are taken over these.
  public let totalCount: Int

  /// A batch in memory that the caller owns.
  ///
  /// - Parameter labels: as many as a table has room for: those beyond the last sample are read too.
  public init(
    _ arithmetic: Arithmetic, logits: BatchTable, labels: UnsafePointer<Int32>,
    teacherLogits: BatchTable?, totalCount: Int
  ) {
    self.arithmetic = arithmetic
    self.logits = logits
    self.labels = labels
    self.teacherLogits = teacherLogits
    self.totalCount = totalCount
  }

  /// How many samples are seen.
  public var sampleCount: Int { logits.sampleCount }
  /// How many classes there are.
  public var classCount: Int { logits.featureCount }
  /// The functions that compute.
  var kernels: UnsafePointer<qd_kernels> { arithmetic.kernels.table }
}

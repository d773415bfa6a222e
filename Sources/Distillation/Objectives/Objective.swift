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

  /// The loss of a batch. Its derivatives by the student's logits are written to `gradient`,
  /// `[samples, classes]`.
  public func loss(
    _ batch: ObjectiveBatch, gradient: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    gradient.update(repeating: 0)
    return terms.reduce(0) { $0 + $1.addLoss(batch, to: gradient) }
  }
}

/// One term of an objective, with its weight.
public protocol ObjectiveTerm: Sendable {
  /// Whether the term looks at the teacher's logits.
  var needsTeacher: Bool { get }

  /// Adds the derivatives by the student's logits to `gradient`, `[samples, classes]`.
  ///
  /// - Returns: the term's value, its weight included: the mean over the batch, in nats.
  func addLoss(_ batch: ObjectiveBatch, to gradient: UnsafeMutableBufferPointer<Double>) -> Double
}

/// What an objective sees of a batch.
public struct ObjectiveBatch {
  /// How many samples there are.
  public let sampleCount: Int
  /// How many classes there are.
  public let classCount: Int
  /// The student's logits, `[samples, classes]`.
  public let logits: UnsafeBufferPointer<Double>
  /// The samples' classes, `[samples]`.
  public let labels: UnsafeBufferPointer<Int>
  /// The teacher's logits, `[samples, classes]`, if there is a teacher.
  public let teacherLogits: UnsafeBufferPointer<Double>?

  /// A batch in memory that the caller owns.
  public init(
    sampleCount: Int, classCount: Int, logits: UnsafeBufferPointer<Double>,
    labels: UnsafeBufferPointer<Int>, teacherLogits: UnsafeBufferPointer<Double>?
  ) {
    self.sampleCount = sampleCount
    self.classCount = classCount
    self.logits = logits
    self.labels = labels
    self.teacherLogits = teacherLogits
  }

  /// One sample's part of a `[samples, classes]` table.
  func row(_ sample: Int, of table: UnsafeBufferPointer<Double>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(rebasing: table[sample * classCount..<(sample + 1) * classCount])
  }

  /// One sample's part of a `[samples, classes]` table.
  func row(
    _ sample: Int, of table: UnsafeMutableBufferPointer<Double>
  ) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: table[sample * classCount..<(sample + 1) * classCount])
  }
}

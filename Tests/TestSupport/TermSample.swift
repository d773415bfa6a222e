import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import RandomStreams
import Tables

@testable import Distillation

/// What a term of an objective is tried on: a batch of samples, rows side by side.
public struct TermSample: Sendable {
  /// The student's logits, `[samples, classes]`.
  public var logits: [Double]
  /// The teacher's, if there is one.
  public var teacher: [Double]?
  /// The samples' classes; negative where there is no label.
  public var labels: [Int]
  /// What each of the term's taps shows, `[samples, numbers]`.
  public var features: [Double]
  /// What the term looks at of the teacher beside logits, `[samples, numbers]`.
  public var teacherFeatures: [Double]
  /// The term's own parameters.
  public var own: [Double] = []
  /// How far the training has come.
  public var progress = 0.0
  /// The model that is trained; by default one with a hidden layer of as many units as a sample has features.
  public var student: Model?

  /// A batch.
  public init(
    logits: [Double], teacher: [Double]?, labels: [Int], features: [Double] = [],
    teacherFeatures: [Double] = []
  ) {
    self.logits = logits
    self.teacher = teacher
    self.labels = labels
    self.features = features
    self.teacherFeatures = teacherFeatures
  }

  /// Random logits of 3 classes and random features, 4 of the student's and 5 of the teacher's, for 5 samples.
  public static func random(seed: UInt64) -> TermSample {
    var stream = RandomStream(seed: seed, name: "term sample")
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in 2 * stream.normal() } }
    return TermSample(
      logits: numbers(15), teacher: numbers(15), labels: [0, 2, 1, 1, 0], features: numbers(20),
      teacherFeatures: numbers(25))
  }

  /// The batch so many times over, with all numbers but labels twice as large.
  func repeated(_ count: Int) -> TermSample {
    func twice(_ numbers: [Double]) -> [Double] {
      (0..<count).flatMap { _ in numbers.map { 2 * $0 } }
    }
    var result = self
    (result.logits, result.teacher) = (twice(logits), teacher.map(twice))
    result.labels = (0..<count).flatMap { _ in labels }
    (result.features, result.teacherFeatures) = (twice(features), twice(teacherFeatures))
    return result
  }

  fileprivate func width(of rows: [Double]) -> Int { rows.count / labels.count }
}

/// What a term comes to: its value, and the derivatives in the shapes of ``TermSample``.
public struct TermValue: Sendable, Equatable {
  /// The value.
  public var loss: Double
  /// The derivatives by logits.
  public var gradient: [Double]
  /// By what the taps show, added up over the taps.
  public var featureGradient: [Double]
  /// By the term's own parameters.
  public var ownGradient: [Double]

  /// A value with these derivatives.
  public init(
    loss: Double, gradient: [Double], featureGradient: [Double], ownGradient: [Double]
  ) {
    self.loss = loss
    self.gradient = gradient
    self.featureGradient = featureGradient
    self.ownGradient = ownGradient
  }
}

/// The value and the derivatives of a sum of terms.
///
/// - Parameters:
///   - sample: the batch.
///   - earlier: a batch that went through the same memory before, if one did.
public func evaluate(
  _ terms: [any ObjectiveTerm], on sample: TermSample, after earlier: TermSample? = nil,
  arithmetic: Arithmetic = Arithmetic(.double)
) throws -> TermValue {
  let (count, classCount) = (sample.labels.count, sample.width(of: sample.logits))
  let (hidden, teacherWidth) = (
    max(1, sample.width(of: sample.features)), sample.width(of: sample.teacherFeatures)
  )
  let student =
    sample.student
    ?? Model([
      Dense(inputCount: 1, outputCount: hidden), ActivationLayer(.tanh, count: hidden),
      Dense(inputCount: hidden, outputCount: classCount),
    ])
  let objective = Objective(terms)
  let set = TrainingSet(
    Dataset(
      features: Matrix(rowCount: count, columnCount: 1), labels: sample.labels.map { max(0, $0) },
      classCount: classCount),
    teacherFeatures: Dictionary(
      uniqueKeysWithValues: objective.teacherFeatures.map {
        ($0, Matrix(rowCount: count, columnCount: teacherWidth, elements: sample.teacherFeatures))
      }))
  let capacity = max(count, earlier?.labels.count ?? 0)
  let loss = try ObjectiveLoss(
    objective, LossContext(student: student, set: set, capacity: capacity, arithmetic))
  if let earlier { _ = value(of: loss, on: earlier, arithmetic) }
  return value(of: loss, on: sample, arithmetic)
}

private func value(
  of loss: ObjectiveLoss, on sample: TermSample, _ arithmetic: Arithmetic
) -> TermValue {
  let count = sample.labels.count
  func table(_ rows: [Double]) -> OwnedTable {
    OwnedTable(rows, featureCount: max(1, sample.width(of: rows)), arithmetic.precision)
  }
  let (logits, teacher) = (table(sample.logits), sample.teacher.map(table))
  let gradient = table(sample.logits.map { _ in .nan })
  let taps = loss.taps.map { _ in
    (values: table(sample.features), gradient: table(sample.features.map { _ in .nan }))
  }
  let teacherFeatures = table(sample.teacherFeatures)
  let labels =
    sample.labels.map { Int32($0) } + Array(repeating: 0, count: logits.table.stride - count)
  var own = [Double](repeating: 0, count: loss.parameterCount)
  let value = labels.withUnsafeBufferPointer { labels in
    var batch = ObjectiveBatch(
      arithmetic, progress: sample.progress, logits: logits.table, gradient: gradient.table,
      teacherLogits: teacher?.table, labels: UnsafeBufferPointer(rebasing: labels[..<count]),
      part: 0..<count)
    batch.features.taps = zip(loss.taps, taps).map { tap, tables in
      (tap, ModelTap.Tables(values: tables.values.table, gradient: tables.gradient.table))
    }
    batch.features.teacher = loss.teacherFeatures.map { ($0, teacherFeatures.table) }
    return sample.own.withUnsafeBufferPointer { parameters in
      own.withUnsafeMutableBufferPointer {
        loss.compute(batch, own: parameters, ownGradient: $0)
      }
    }
  }
  // A term learns from what it sees, and changes none of it.
  for (table, rows) in [(teacherFeatures, table(sample.teacherFeatures).rows)]
    + taps.map({ ($0.values, table(sample.features).rows) })
  {
    precondition(table.rows == rows, "a term wrote to the features of student or teacher")
  }
  let featureGradients = taps.map(\.gradient.rows)
  return TermValue(
    loss: value, gradient: gradient.rows,
    featureGradient: sample.features.indices.map { index in
      featureGradients.reduce(0) { $0 + $1[index] }
    }, ownGradient: own)
}

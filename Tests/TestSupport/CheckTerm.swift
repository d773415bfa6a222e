import Arithmetic
import Distillation
import RandomStreams
import Testing

/// The loss and its derivatives by the student's logits, for a batch of samples. A negative label is none.
public func evaluate(
  _ terms: [any ObjectiveTerm], logits: [Double], teacher: [Double]?, labels: [Int],
  classCount: Int = 3, progress: Double = 0, arithmetic: Arithmetic = Arithmetic(.double)
) -> (loss: Double, gradient: [Double]) {
  let precision = arithmetic.precision
  let logits = OwnedTable(logits, featureCount: classCount, precision)
  let teacher = teacher.map { OwnedTable($0, featureCount: classCount, precision) }
  let gradient = OwnedTable(logits.rows.map { _ in .nan }, featureCount: classCount, precision)
  let count = labels.count
  let labels = labels.map { Int32($0) } + Array(repeating: 0, count: logits.table.stride - count)
  let loss = labels.withUnsafeBufferPointer { labels in
    Objective(terms).loss(
      ObjectiveBatch(
        arithmetic, progress: progress, logits: logits.table, teacherLogits: teacher?.table,
        labels: UnsafeBufferPointer(rebasing: labels[..<count]), part: 0..<count),
      gradient: gradient.table)
  }
  return (loss, gradient.rows)
}

/// What must hold of every term of an objective.
public func checkTerm(
  _ make: (Schedule) -> any ObjectiveTerm, sourceLocation: SourceLocation = #_sourceLocation
) {
  var stream = RandomStream(seed: 1, name: "check term")
  let logits = (0..<15).map { _ in 2 * stream.normal() }
  let teacher = (0..<15).map { _ in 2 * stream.normal() }
  let labels = [0, 2, 1, 1, 0]
  let (loss, gradient) = evaluate([make(0.7)], logits: logits, teacher: teacher, labels: labels)
  let slopes = finiteDifferences(
    of: { evaluate([make(0.7)], logits: $0, teacher: teacher, labels: labels).loss }, at: logits)
  #expect(largestDistance(gradient, slopes) < 1e-9, sourceLocation: sourceLocation)
  // The gradient reaches the student.
  #expect(gradient.contains { abs($0) > 1e-3 }, sourceLocation: sourceLocation)
  // Weight 0 is leaving the term out; twice the weight is twice the loss.
  let other = CrossEntropyTerm(weight: 1)
  let alone = evaluate([other], logits: logits, teacher: teacher, labels: labels)
  let beside = evaluate([other, make(0)], logits: logits, teacher: teacher, labels: labels)
  #expect(alone == beside, sourceLocation: sourceLocation)
  let double = evaluate([make(1.4)], logits: logits, teacher: teacher, labels: labels)
  #expect(abs(double.loss - 2 * loss) < 1e-14, sourceLocation: sourceLocation)
  // The mean over the batch: the batch twice over has the same loss.
  // The weight is that of the training's progress.
  let schedule = make(.linear(from: 0, to: 1.4))
  let halfway = evaluate(
    [schedule], logits: logits, teacher: teacher, labels: labels, progress: 0.5)
  #expect(abs(halfway.loss - loss) < 1e-14, sourceLocation: sourceLocation)
  let twice = evaluate(
    [make(0.7)], logits: logits + logits, teacher: teacher + teacher, labels: labels + labels)
  #expect(abs(twice.loss - loss) < 1e-14, sourceLocation: sourceLocation)
}

import RandomStreams
import TestSupport
import Testing

@testable import Distillation

/// The loss and its derivatives by the student's logits, for a batch of 5 samples and 3 classes.
private func evaluate(
  _ terms: [any ObjectiveTerm], logits: [Double], teacher: [Double]?, labels: [Int]
) -> (loss: Double, gradient: [Double]) {
  var gradient = [Double](repeating: .nan, count: logits.count)
  let loss = gradient.withUnsafeMutableBufferPointer { gradient in
    logits.withUnsafeBufferPointer { logits in
      labels.withUnsafeBufferPointer { labels in
        (teacher ?? []).withUnsafeBufferPointer { teacherLogits in
          Objective(terms).loss(
            ObjectiveBatch(
              sampleCount: labels.count, classCount: 3, logits: logits, labels: labels,
              teacherLogits: teacher == nil ? nil : teacherLogits),
            gradient: gradient)
        }
      }
    }
  }
  return (loss, gradient)
}

@Suite struct ObjectiveTests {
  let logits: [Double]
  let teacher: [Double]
  let labels = [0, 2, 1, 1, 0]

  init() {
    var stream = RandomStream(seed: 1, name: "objective")
    logits = (0..<15).map { _ in 2 * stream.normal() }
    teacher = (0..<15).map { _ in 2 * stream.normal() }
  }

  /// What must hold of every term of an objective.
  private func checkTerm(
    _ make: (Double) -> any ObjectiveTerm, sourceLocation: SourceLocation = #_sourceLocation
  ) {
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
    let twice = evaluate(
      [make(0.7)], logits: logits + logits, teacher: teacher + teacher, labels: labels + labels)
    #expect(abs(twice.loss - loss) < 1e-14, sourceLocation: sourceLocation)
  }

  @Test(.tags(.gradient, .property)) func crossEntropy() {
    checkTerm { CrossEntropyTerm(weight: $0) }
    #expect(!CrossEntropyTerm(weight: 1).needsTeacher)
  }

  @Test(.tags(.gradient, .property), arguments: [0.5, 1, 2, 8])
  func logitsTerm(temperature: Double) {
    checkTerm { LogitsTerm(weight: $0, temperature: temperature) }
    #expect(LogitsTerm(weight: 1, temperature: 2).needsTeacher)
  }

  @Test(.tags(.property)) func aStudentThatEqualsItsTeacherIsAtTheMinimum() {
    let (loss, gradient) = evaluate(
      [LogitsTerm(weight: 1, temperature: 2)], logits: teacher, teacher: teacher, labels: labels)
    #expect(loss == 0)
    #expect(gradient.allSatisfy { $0 == 0 })
    #expect(
      evaluate(
        [LogitsTerm(weight: 1, temperature: 2)], logits: logits, teacher: teacher, labels: labels
      ).loss > 0.1)
  }

  /// With T^2, the gradient tends to (student - teacher, both centred) / classes as T grows: Hinton et al., eq. 4.
  @Test(.tags(.property)) func theSquaredTemperatureKeepsTheGradientsSize() {
    let (_, gradient) = evaluate(
      [LogitsTerm(weight: 1, temperature: 1e4)], logits: logits, teacher: teacher, labels: labels)
    for sample in 0..<5 {
      let difference = (0..<3).map { logits[3 * sample + $0] - teacher[3 * sample + $0] }
      let mean = difference.reduce(0, +) / 3
      for index in 0..<3 {
        // The next term of the expansion is smaller by logits / T; softmax differences lose four digits.
        #expect(abs(gradient[3 * sample + index] - (difference[index] - mean) / 3 / 5) < 1e-3)
      }
    }
  }
}

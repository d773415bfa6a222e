import RandomStreams
import TestSupport
import Testing

@testable import Distillation

@Suite struct ObjectiveTests {
  let logits: [Double]
  let teacher: [Double]
  let labels = [0, 2, 1, 1, 0]

  init() {
    var stream = RandomStream(seed: 1, name: "objective")
    logits = (0..<15).map { _ in 2 * stream.normal() }
    teacher = (0..<15).map { _ in 2 * stream.normal() }
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

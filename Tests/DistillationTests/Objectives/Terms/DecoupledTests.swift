import HybridModels
import NeuralNetworks
import TestSupport
import Testing

@testable import Distillation

@Suite struct DecoupledTests {
  let sample = TermSample.random(seed: 7)

  @Test(.tags(.gradient, .property), arguments: [(1, 8), (0, 1), (2, 0)] as [(Double, Double)])
  func itIsAMeanWithItsGradient(alpha: Double, beta: Double) throws {
    try checkTerm { DecoupledTerm(weight: $0, alpha: alpha, beta: beta) }
    try checkTerm { DecoupledTerm(weight: $0, alpha: alpha, beta: beta, temperature: 1) }
  }

  /// KL(teacher || student) = TCKD + (1 - q_t) NCKD: the paper's equation 5.
  @Test(.tags(.reference)) func itsPartsMakeUpTheDivergence() throws {
    for number in 0..<5 {
      let rows = 3 * number..<3 * number + 3
      let one = TermSample(
        logits: Array(sample.logits[rows]), teacher: Array(sample.teacher![rows]),
        labels: [sample.labels[number]])
      let target = softmax(one.teacher!, temperature: 2)[one.labels[0]]
      let decoupled = try evaluate(
        [DecoupledTerm(weight: 1, beta: 1 - target, temperature: 2)], on: one)
      let whole = try evaluate([LogitsTerm(weight: 1, temperature: 2)], on: one)
      #expect(abs(decoupled.loss - whole.loss) < 1e-14)
      #expect(largestDistance(decoupled.gradient, whole.gradient) < 1e-15)
    }
  }

  /// The first, if several are as probable.
  @Test(.tags(.property)) func withoutALabelTheTeachersChoiceIsTheTarget() throws {
    var sample = sample
    sample.teacher![3...5] = [0.5, 1, 1]
    let choices = (0..<5).map { number in
      let row = Array(sample.teacher![3 * number..<3 * number + 3])
      return row.firstIndex(of: row.max()!)!
    }
    func value(_ labels: [Int]) throws -> TermValue {
      var other = sample
      other.labels = labels
      return try evaluate([DecoupledTerm(weight: 1)], on: other)
    }
    #expect(choices[1] == 1)
    let unlabelled = try value([-1, -1, -1, -1, -1])
    #expect(try value(choices) == unlabelled)
    let others = choices.map { ($0 + 1) % 3 }
    #expect(abs(try value(others).loss - unlabelled.loss) > 0.1)
    // Labels of some samples are theirs.
    let some = try value([others[0], -1, -1, -1, -1])
    #expect(some.gradient[0..<3] != unlabelled.gradient[0..<3])
    #expect(some.gradient[3...] == unlabelled.gradient[3...])
  }

  @Test func twoClassesAreRefused() throws {
    let term = DecoupledTerm(weight: 1)
    try term.check(student: Model([Dense(inputCount: 2, outputCount: 3)]))
    let error = #expect(throws: InvalidSetting.self) {
      try term.check(student: Model([Dense(inputCount: 2, outputCount: 2)]))
    }
    #expect(
      error?.description
        == "beta: of two classes there are no others to compare; use logits, which is the same then"
    )
    // That is so.
    let two = TermSample(logits: [1, -2, 3, 4], teacher: [0.1, 0, 5, -1], labels: [0, -1])
    let logits = LogitsTerm(weight: 1, temperature: 4)
    #expect(
      abs(try evaluate([term], on: two).loss - evaluate([logits], on: two).loss) < 1e-14)
  }

  @Test func settingsThatMakeNoSenseAreRefused() {
    let cases: [(DecoupledTerm, String)] = [
      (
        DecoupledTerm(weight: .warmUp(over: 2, then: 1)),
        "weight: 1, warm-up over 2; it must be a number from 0 upwards"
      ),
      (
        DecoupledTerm(weight: 1, alpha: -1),
        "alpha: -1; it must be a number from 0 upwards"
      ),
      (
        DecoupledTerm(weight: 1, beta: .infinity),
        "beta: inf; it must be a number from 0 upwards"
      ),
      (
        DecoupledTerm(weight: 1, alpha: 0, beta: 0),
        "alpha: 0, as is beta; one of them must be above 0"
      ),
      (DecoupledTerm(weight: 1, temperature: 0), "temperature: 0; it must be above 0"),
    ]
    for (term, message) in cases {
      let error = #expect(throws: InvalidSetting.self) { try Objective.check(term) }
      #expect(error?.description == message)
    }
  }
}

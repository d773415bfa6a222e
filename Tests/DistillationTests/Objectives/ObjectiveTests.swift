import Arithmetic
import Datasets
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

@Suite struct ObjectiveTests {
  let sample = TermSample.random(seed: 2)

  @Test(.tags(.gradient, .property)) func crossEntropy() throws {
    try checkTerm { CrossEntropyTerm(weight: $0) }
    try checkTerm { CrossEntropyTerm(weight: $0, labelSmoothing: 0.2) }
    try checkTerm { CrossEntropyTerm(weight: $0, classWeights: .given([0.5, 0, 2])) }
    #expect(!CrossEntropyTerm(weight: 1).needsTeacher)
  }

  @Test(.tags(.gradient, .property), arguments: [0.5, 1, 2, 8] as [Schedule])
  func logitsTerm(temperature: Schedule) throws {
    try checkTerm { LogitsTerm(weight: $0, temperature: temperature) }
    #expect(LogitsTerm(weight: 1, temperature: 2).needsTeacher)
  }

  @Test(.tags(.golden), arguments: try ObjectiveGoldens.load())
  func termsAreThoseOfPyTorch(golden: ObjectiveGoldens.Case) throws {
    for instructionSet in InstructionSet.supported {
      let value = try evaluate(
        [golden.term], on: golden.sample, arithmetic: Arithmetic(.double, instructionSet))
      #expect(abs(value.loss - golden.value.loss) < 1e-13 * max(1, abs(golden.value.loss)))
      for (gradient, expected) in [
        (value.gradient, golden.value.gradient),
        (value.featureGradient, golden.value.featureGradient),
        (value.ownGradient, golden.value.ownGradient),
      ] {
        // Exponentials are as exact as their arguments are large: some hundreds here and there.
        let size = max(1, expected.map(abs).max() ?? 0)
        #expect(largestDistance(gradient, expected) < 3e-14 * size)
      }
    }
  }

  /// Samples without a label neither add to the loss nor count in its mean.
  @Test(.tags(.property)) func crossEntropySkipsSamplesWithoutALabel() throws {
    let term = CrossEntropyTerm(weight: 1)
    func value(_ logits: [Double], _ labels: [Int]) throws -> TermValue {
      try evaluate([term], on: TermSample(logits: logits, teacher: nil, labels: labels))
    }
    let some = try value(sample.logits, [-1, 2, -1, 1, -1])
    let those = try value(Array(sample.logits[3..<6] + sample.logits[9..<12]), [2, 1])
    #expect(abs(some.loss - those.loss) < 1e-15)
    #expect(some.gradient[0..<3].allSatisfy { $0 == 0 })
    #expect(largestDistance(Array(some.gradient[3..<6]), Array(those.gradient[0..<3])) < 1e-15)
    let none = try value(sample.logits, [-1, -1, -1, -1, -1])
    #expect(none.loss == 0 && none.gradient.allSatisfy { $0 == 0 })
  }

  @Test func balancedClassesCountTheSame() throws {
    let data = Dataset(
      features: Matrix(rowCount: 4, columnCount: 1), labels: [0, 0, 0, 1], classCount: 2)
    let term = CrossEntropyTerm(weight: 1, classWeights: .balanced)
    #expect(try term.weights(for: data) == [2 / 3.0, 2])
    #expect(try CrossEntropyTerm(weight: 1).weights(for: data) == nil)
    let lacking = Dataset(
      features: data.features, labels: data.labels, classCount: 3)
    #expect(
      throws: TrainingFailure.labels(
        "class 2 has no row, so it has no weight; add a row or leave the class out")
    ) { try term.weights(for: lacking) }
    #expect(
      throws: InvalidSetting("classWeights", "2 numbers for 3 classes; give one for each")
    ) {
      try CrossEntropyTerm(weight: 1, classWeights: .given([1, 2])).check(classCount: 3)
    }
  }

  @Test func settingsThatMakeNoSenseAreRefused() {
    let cases: [(any ObjectiveTerm, String)] = [
      (CrossEntropyTerm(weight: -1), "weight: -1; it must be a number from 0 upwards"),
      (
        CrossEntropyTerm(weight: .linear(from: 1, to: -0.5)),
        "weight: 1 -> -0.5; it must be a number from 0 upwards"
      ),
      (
        CrossEntropyTerm(weight: 1, labelSmoothing: 1.5),
        "labelSmoothing: 1.5; it must be from 0 to 1"
      ),
      (
        CrossEntropyTerm(weight: 1, classWeights: .given([0, 0])),
        "classWeights: they must be numbers from 0 upwards, not all of them 0"
      ),
      (
        LogitsTerm(weight: 1, temperature: .cosine(from: 4, to: 0)),
        "temperature: 4 -> 0, cosine; it must be above 0"
      ),
      (
        LogitsTerm(weight: 1, temperature: .warmUp(over: 0.1, then: 2)),
        "temperature: 2, warm-up over 0.1; it must be above 0"
      ),
    ]
    for (term, message) in cases {
      let error = #expect(throws: InvalidSetting.self) { try Objective.check(term) }
      #expect(error?.description == message)
    }
  }

  /// With T^2, the gradient tends to (student - teacher, both centred) / classes as T grows: Hinton et al., eq. 4.
  @Test(.tags(.property)) func theSquaredTemperatureKeepsTheGradientsSize() throws {
    let gradient = try evaluate([LogitsTerm(weight: 1, temperature: 1e4)], on: sample).gradient
    for number in 0..<5 {
      let difference = (0..<3).map {
        sample.logits[3 * number + $0] - sample.teacher![3 * number + $0]
      }
      let mean = difference.reduce(0, +) / 3
      for index in 0..<3 {
        // The next term of the expansion is smaller by logits / T; softmax differences lose four digits.
        #expect(abs(gradient[3 * number + index] - (difference[index] - mean) / 3 / 5) < 1e-3)
      }
    }
  }
}

import HybridModels
import NeuralNetworks
import TestSupport
import Testing

@testable import Distillation

@Suite struct StandardisedLogitsTests {
  let sample = TermSample.random(seed: 6)

  @Test(.tags(.gradient, .property), arguments: [0.5, 1, 2] as [Schedule])
  func theGradientGoesThroughMeanAndDeviation(temperature: Schedule) throws {
    try checkTerm { StandardisedLogitsTerm(weight: $0, temperature: temperature) }
  }

  /// What `logits` says of z-scores that are computed before.
  @Test(.tags(.reference)) func itIsTheDivergenceOfZScores() throws {
    func standardised(_ rows: [Double]) -> [Double] {
      stride(from: 0, to: rows.count, by: 3).flatMap { start in
        let row = rows[start..<start + 3]
        let mean = row.reduce(0, +) / 3
        let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
        return row.map { ($0 - mean) / (variance.squareRoot() + 1e-7) }
      }
    }
    var other = sample
    other.logits = standardised(sample.logits)
    other.teacher = standardised(sample.teacher!)
    let expected = try evaluate([LogitsTerm(weight: 0.7, temperature: 2)], on: other).loss
    let term = StandardisedLogitsTerm(weight: 0.7, temperature: 2)
    #expect(abs(try evaluate([term], on: sample).loss - expected) < 1e-14)
  }

  /// Only the logits' proportions count, so that the gradient changes neither their sum nor their size.
  @Test(.tags(.property)) func aStudentsScaleDoesNotMatter() throws {
    let term = StandardisedLogitsTerm(weight: 1, temperature: 2)
    let value = try evaluate([term], on: sample)
    var other = sample
    other.logits = sample.logits.map { 0.01 * $0 + 5 }
    // 10^-7 beside a standard deviation of about 0.01
    #expect(abs(try evaluate([term], on: other).loss - value.loss) < 1e-4)
    for start in stride(from: 0, to: 15, by: 3) {
      let (slopes, row) = (value.gradient[start..<start + 3], sample.logits[start..<start + 3])
      #expect(abs(slopes.reduce(0, +)) < 1e-15)
      #expect(abs(zip(slopes, row).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-7)
    }
  }

  @Test(.tags(.property)) func logitsThatAreAllTheSameHaveNoDirection() throws {
    let term = StandardisedLogitsTerm(weight: 1, temperature: 2)
    var same = sample
    same.logits = sample.logits.map { _ in 0.3 }
    let value = try evaluate([term], on: same)
    #expect(value.loss > 0.1 && value.gradient.allSatisfy { $0 == 0 })
    // A teacher that is undecided teaches that: equal probabilities.
    var undecided = sample
    undecided.teacher = sample.logits.map { _ in 0.3 }
    #expect(try evaluate([term], on: undecided).gradient.contains { $0 != 0 })
  }

  @Test func twoClassesAreRefused() throws {
    let term = StandardisedLogitsTerm(weight: 1, temperature: 2)
    try term.check(student: Model([Dense(inputCount: 2, outputCount: 3)]))
    let error = #expect(throws: InvalidSetting.self) {
      try term.check(student: Model([Dense(inputCount: 2, outputCount: 2)]))
    }
    #expect(
      error?.description
        == "temperature: two standardised logits are always equally far apart and teach nothing; use logits"
    )
    // That is so.
    let two = TermSample(logits: [1, -2, 3, 4], teacher: [0.1, 0, 5, -1], labels: [0, 1])
    #expect(try evaluate([term], on: two).gradient.allSatisfy { abs($0) < 1e-6 })
  }

  @Test func settingsThatMakeNoSenseAreRefused() {
    let cases: [(StandardisedLogitsTerm, String)] = [
      (
        StandardisedLogitsTerm(weight: -0.1, temperature: 2),
        "weight: -0.1; it must be a number from 0 upwards"
      ),
      (
        StandardisedLogitsTerm(weight: 1, temperature: .linear(from: 4, to: 0)),
        "temperature: 4 -> 0; it must be above 0"
      ),
    ]
    for (term, message) in cases {
      let error = #expect(throws: InvalidSetting.self) { try Objective.check(term) }
      #expect(error?.description == message)
    }
  }
}

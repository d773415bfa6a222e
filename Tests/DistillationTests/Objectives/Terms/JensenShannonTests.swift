import Foundation
import NeuralNetworks
import TestSupport
import Testing

@testable import Distillation

@Suite struct JensenShannonTests {
  @Test(.tags(.gradient), arguments: [0.1, 0.5, 0.9], [1, 2.5] as [Schedule])
  func itIsATerm(beta: Double, temperature: Schedule) throws {
    try checkTerm { JensenShannonTerm(weight: $0, beta: beta, temperature: temperature) }
  }

  /// The definition, by two divergences from the mixture.
  @Test(.tags(.reference), arguments: [0.2, 0.5, 0.7]) func itIsItsDefinition(beta: Double) throws {
    let sample = TermSample.random(seed: 3)
    let temperature = 1.5
    let losses = (0..<5).map { row in
      let p = softmax(sample.logits[3 * row..<3 * row + 3], temperature: temperature)
      let q = softmax(sample.teacher![3 * row..<3 * row + 3], temperature: temperature)
      let mixture = zip(p, q).map { (1 - beta) * $0 + beta * $1 }
      func divergence(_ from: [Double]) -> Double {
        zip(from, mixture).reduce(0) { $0 + $1.0 * log($1.0 / $1.1) }
      }
      return beta * divergence(q) + (1 - beta) * divergence(p)
    }
    let expected = 0.7 * temperature * temperature * losses.reduce(0, +) / 5
    let term = JensenShannonTerm(weight: 0.7, beta: beta, temperature: 1.5)
    // Rounding only.
    #expect(abs(try evaluate([term], on: sample).loss - expected) < 1e-14)
  }

  @Test(.tags(.property)) func atOneHalfBothAreTreatedAlikeAndItIsBounded() throws {
    let sample = TermSample.random(seed: 4)
    let term = JensenShannonTerm(weight: 1, temperature: 1)
    let loss = try evaluate([term], on: sample).loss
    var exchanged = sample
    (exchanged.logits, exchanged.teacher) = (sample.teacher!, sample.logits)
    #expect(abs(try evaluate([term], on: exchanged).loss - loss) < 1e-14)
    // As far apart as can be, so that probabilities underflow.
    let extreme = TermSample(logits: [1000, 0, 0], teacher: [0, 0, 1000], labels: [0])
    let value = try evaluate([term], on: extreme)
    #expect(abs(value.loss - log(2)) < 1e-14 && value.gradient.allSatisfy { $0.isFinite })
    #expect(abs(try evaluate([term], on: sampleOfEquals).loss) < 1e-15)
  }

  private var sampleOfEquals: TermSample {
    TermSample(logits: [1, 2, 3], teacher: [0, 1, 2], labels: [1])
  }

  @Test(.tags(.property), arguments: [(0.001, false), (0.999, true)])
  func towardsItsEndsItIsOneDivergenceOrTheOther(beta: Double, isReverse: Bool) throws {
    var sample = TermSample.random(seed: 5)
    let term = JensenShannonTerm(
      weight: .constant(1 / (beta * (1 - beta))), beta: beta, temperature: 2)
    let loss = try evaluate([term], on: sample).loss
    if isReverse { (sample.logits, sample.teacher) = (sample.teacher!, sample.logits) }
    let plain = try evaluate([LogitsTerm(weight: 1, temperature: 2)], on: sample).loss
    // What is left is of the order of 0.001.
    #expect(abs(loss / plain - 1) < 0.01)
  }

  @Test(arguments: [0, 1, -0.1, .nan]) func betaIsBetweenZeroAndOne(beta: Double) {
    let error = #expect(throws: InvalidSetting.self) {
      try JensenShannonTerm(weight: 1, beta: beta).check()
    }
    #expect(error?.name == "beta")
  }
}

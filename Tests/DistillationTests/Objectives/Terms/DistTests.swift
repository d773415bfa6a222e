import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import Numerics
import Tables
import TestSupport
import Testing

@testable import Distillation

@Suite struct DistTests {
  let sample = TermSample.random(seed: 8)

  @Test(.tags(.gradient, .property), arguments: [(2, 2), (0, 1), (1, 0)] as [(Double, Double)])
  func itIsAMeanWithItsGradient(beta: Double, gamma: Double) throws {
    try checkTerm { DistTerm(weight: $0, beta: beta, gamma: gamma) }
    try checkTerm { DistTerm(weight: $0, beta: beta, gamma: gamma, temperature: 1) }
  }

  /// Probabilities that lie on a straight line over the teacher's are as good as equal ones.
  @Test(.tags(.property)) func onlyCorrelationsCount() throws {
    let probabilities = [[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]
    let softer = probabilities.map { $0.map { 0.5 * $0 + 0.5 / 3 } }
    let alike = TermSample(
      logits: softer.flatMap { $0.map { Double.log($0) } },
      teacher: probabilities.flatMap { $0.map { Double.log($0) } }, labels: [0, 1, 2])
    let value = try evaluate([DistTerm(weight: 1, temperature: 1)], on: alike)
    #expect(abs(value.loss) < 1e-14)
    #expect(value.gradient.allSatisfy { abs($0) < 1e-14 })
    #expect(try evaluate([LogitsTerm(weight: 1, temperature: 1)], on: alike).loss > 0.05)
  }

  @Test(.tags(.property)) func classesCorrelateOverTheWholeBatch() throws {
    let data = Dataset(
      features: Matrix(rowCount: 1, columnCount: 2), labels: [0], classCount: 3)
    let context = LossContext(
      student: Model([Dense(inputCount: 2, outputCount: 3)]), set: TrainingSet(data), capacity: 1,
      Arithmetic(.double))
    #expect(try DistTerm(weight: 1).makeLoss(context).isOfWholeBatch)
    var other = sample
    other.logits[0] += 1
    func slopesOfTheLast(_ term: DistTerm, _ sample: TermSample) throws -> ArraySlice<Double> {
      try evaluate([term], on: sample).gradient[12...]
    }
    let (rows, columns) = (DistTerm(weight: 1, gamma: 0), DistTerm(weight: 1, beta: 0))
    #expect(try slopesOfTheLast(rows, sample) == slopesOfTheLast(rows, other))
    #expect(try slopesOfTheLast(columns, sample) != slopesOfTheLast(columns, other))
  }

  @Test(.tags(.property)) func oneSampleHasNothingToCorrelateOver() throws {
    let one = TermSample(
      logits: Array(sample.logits[..<3]), teacher: Array(sample.teacher![..<3]), labels: [1])
    let both = try evaluate([DistTerm(weight: 1)], on: one)
    #expect(try both == evaluate([DistTerm(weight: 1, gamma: 0)], on: one))
    #expect(both.loss > 0)
    let columns = try evaluate([DistTerm(weight: 1, beta: 0)], on: one)
    #expect(columns.loss == 0 && columns.gradient.allSatisfy { $0 == 0 })
  }

  /// They correlate with nothing: the loss is as large as without any correlation.
  @Test(.tags(.property)) func numbersThatAreAllTheSameCorrelateWithNothing() throws {
    var same = sample
    same.logits = sample.logits.map { _ in 0.3 }
    let term = DistTerm(weight: 1, beta: 3, gamma: 2, temperature: 2)
    let value = try evaluate([term], on: same)
    #expect(abs(value.loss - 4 * (3 + 2)) < 1e-14)
    #expect(value.gradient.allSatisfy { $0 == 0 })
  }

  /// Samples that are all the same: each class's numbers are, but not each sample's. Sums must not round.
  @Test(.tags(.property), arguments: [2, 7, 11, 33]) func samplesThatAreAllTheSame(count: Int)
    throws
  {
    let row = [0.3, -0.7, 1.1]
    let same = TermSample(
      logits: (0..<count).flatMap { _ in row },
      teacher: (0..<3 * count).map { Double($0 * $0 % 7) }, labels: (0..<count).map { $0 % 3 })
    for precision in [Precision.single, .double] {
      let arithmetic = Arithmetic(precision)
      let columns = try evaluate([DistTerm(weight: 1, beta: 0)], on: same, arithmetic: arithmetic)
      #expect(columns.gradient.allSatisfy { $0 == 0 })
      let both = try evaluate([DistTerm(weight: 1)], on: same, arithmetic: arithmetic)
      #expect(both.gradient.contains { abs($0) > 1e-3 })
    }
  }

  @Test func twoClassesNeedGamma() throws {
    let two = Model([Dense(inputCount: 2, outputCount: 2)])
    try DistTerm(weight: 1).check(student: two)
    try DistTerm(weight: 1, gamma: 0).check(student: Model([Dense(inputCount: 2, outputCount: 3)]))
    let error = #expect(throws: InvalidSetting.self) {
      try DistTerm(weight: 1, gamma: 0).check(student: two)
    }
    #expect(
      error?.description
        == "gamma: 0, while two classes of one sample have nothing to correlate; set it above 0")
    // That is so.
    let sample = TermSample(
      logits: [1, -2, 3, 4, 0.5, 0], teacher: [0.1, 0, 5, -1, 2, 3], labels: [0, 1, 1])
    let rows = try evaluate([DistTerm(weight: 1, gamma: 0)], on: sample)
    #expect(rows.gradient.allSatisfy { abs($0) < 1e-14 })
    let columns = try evaluate([DistTerm(weight: 1, beta: 0)], on: sample)
    #expect(columns.gradient.contains { abs($0) > 1e-2 })
  }

  @Test func settingsThatMakeNoSenseAreRefused() {
    let cases: [(DistTerm, String)] = [
      (DistTerm(weight: .constant(.nan)), "weight: nan; it must be a number from 0 upwards"),
      (DistTerm(weight: 1, beta: -2), "beta: -2; it must be a number from 0 upwards"),
      (DistTerm(weight: 1, gamma: -0.5), "gamma: -0.5; it must be a number from 0 upwards"),
      (
        DistTerm(weight: 1, beta: 0, gamma: 0), "beta: 0, as is gamma; one of them must be above 0"
      ),
      (DistTerm(weight: 1, temperature: -4), "temperature: -4; it must be above 0"),
    ]
    for (term, message) in cases {
      let error = #expect(throws: InvalidSetting.self) { try Objective.check(term) }
      #expect(error?.description == message)
    }
  }
}

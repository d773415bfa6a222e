import Tables
import Foundation
import Numerics
import TestSupport
import Testing

@testable import Distillation

/// Made by `Scripts/golden/sklearn_metrics.py`.
private struct MetricsFile: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let labels, predictions: [Int]
    let macroF1, accuracy: Double
    var testDescription: String { name }
  }
  let cases: [Case]
  static func load() throws -> [Case] {
    try golden("metrics", as: MetricsFile.self, in: .module).cases
  }
}

@Suite struct MetricTests {
  @Test(.tags(.golden), arguments: try MetricsFile.load())
  private func scoresAreScikitLearns(golden: MetricsFile.Case) {
    let f1 = macroF1(predictions: golden.predictions, labels: golden.labels)
    #expect(abs(f1 - golden.macroF1) < 1e-15)
    #expect(accuracy(predictions: golden.predictions, labels: golden.labels) == golden.accuracy)
  }

  /// Confidences 0.8, 0.8 (one right) and 0.6 (right): two bins, |1 - 1.6| and |1 - 0.6|, over three samples.
  @Test func calibrationErrorOfAnExampleByHand() {
    func row(_ probability: Double) -> [Double] { [.log(probability), .log(1 - probability)] }
    let logits = Matrix(rowCount: 3, columnCount: 2, elements: row(0.8) + row(0.8) + row(0.6))
    let error = Reliability(logits: logits, labels: [0, 1, 0]).calibrationError
    #expect(abs(error - (0.6 + 0.4) / 3) < 1e-15)
  }

  /// A confidence of exactly 1/2 belongs to the first of two bins, (0, 1/2], and 0.9 to the second: |1/2 - 0| and
  /// |0.9 - 1| apart, and not |1.4 - 1| together.
  @Test func aConfidenceOnABinsEdgeBelongsToTheLowerBin() {
    let logits = Matrix(rowCount: 2, columnCount: 2, elements: [0, 0, .log(0.9), .log(0.1)])
    let error = Reliability(logits: logits, labels: [1, 0], binCount: 2).calibrationError
    #expect(abs(error - (0.5 + 0.1) / 2) < 1e-15)
  }

  @Test func aReliabilityDiagramsBinsHoldWhatTheirEdgesSay() {
    func row(_ probability: Double) -> [Double] { [.log(probability), .log(1 - probability)] }
    let logits = Matrix(
      rowCount: 4, columnCount: 2, elements: row(0.9) + row(0.7) + row(0.55) + row(0.59))
    let reliability = Reliability(logits: logits, labels: [0, 1, 0, 0], binCount: 5)
    #expect(reliability.counts == [0, 0, 2, 1, 1])
    #expect(reliability.correct == [0, 0, 2, 0, 1])
    #expect(abs(reliability.confidence[2] - 1.14) < 1e-12)
  }

  @Test func aCertainAndRightModelIsCalibrated() {
    let logits = Matrix(rowCount: 2, columnCount: 2, elements: [100, 0, 0, 100])
    #expect(Reliability(logits: logits, labels: [0, 1]).calibrationError < 1e-15)
    #expect(Reliability(logits: logits, labels: [1, 0]).calibrationError == 1)
  }

  /// KL((3/4, 1/4) || (1/2, 1/2)) = 3/4 log 3/2 + 1/4 log 1/2.
  @Test func divergenceOfAnExampleByHand() {
    let teacher = Matrix(rowCount: 1, columnCount: 2, elements: [.log(3), 0])
    let student = Matrix(rowCount: 1, columnCount: 2, elements: [7, 7])
    let expected = 0.75 * .log(1.5) + 0.25 * .log(0.5)
    #expect(abs(meanDivergence(teacher: teacher, student: student) - expected) < 1e-15)
    #expect(meanDivergence(teacher: teacher, student: teacher) == 0)
  }
}

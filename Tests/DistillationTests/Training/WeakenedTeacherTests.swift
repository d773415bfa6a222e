import Datasets
import Foundation
import NeuralNetworks
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

/// Teachers of whom less is heard.
@Suite struct WeakenedTeacherTests {
  /// Forty labelled samples of three classes and twenty without a label, with what a random teacher says of them.
  private let set: TrainingSet = {
    var stream = RandomStream(seed: 3, name: "weakened")
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(
        rowCount: rows, columnCount: columns,
        elements: (0..<rows * columns).map { _ in 2 * stream.normal() })
    }
    return TrainingSet(
      Dataset(features: matrix(40, 2), labels: (0..<40).map { $0 % 3 }, classCount: 3),
      transfer: matrix(20, 2), teacherLogits: matrix(60, 3))
  }()

  private var logits: Matrix { self.set.teacherLogits! }

  @Test(.tags(.property), arguments: [1, 2, 8] as [Double])
  func aHardTeacherHasNoDoubts(temperature: Double) throws {
    let hard = try #require(set.hardened().teacherLogits)
    for (row, choice) in logits.argmaxOfRows().enumerated() {
      let probabilities = softmax(hard[row: row], temperature: temperature)
      #expect(probabilities == (0..<3).map { $0 == choice ? 1 : 0 })
    }
  }

  @Test(.tags(.property)) func aShuffledTeacherMakesNoTargetWrong() throws {
    let stream = RandomStream(seed: 1, name: "shuffle")
    let shuffled = try #require(set.shuffled(by: stream).teacherLogits)
    #expect(shuffled.argmaxOfRows() == logits.argmaxOfRows())
    func rows(_ matrix: Matrix, label: Int32) -> [[Double]] {
      set.labels.indices.filter { set.labels[$0] == label }.map { Array(matrix[row: $0]) }
        .sorted { $0.lexicographicallyPrecedes($1) }
    }
    for label: Int32 in [0, 1, 2, TrainingSet.noLabel] {
      #expect(rows(shuffled, label: label) == rows(logits, label: label))
    }
    let moved = (0..<60).count { Array(shuffled[row: $0]) != Array(logits[row: $0]) }
    #expect(moved > 30)
    #expect(set.shuffled(by: stream).teacherLogits == shuffled)
    #expect(set.shuffled(by: RandomStream(seed: 2, name: "shuffle")).teacherLogits != shuffled)
  }

  @Test(.tags(.property), arguments: [1, 2, 8] as [Double])
  func smoothedLabelsDoubtAsTheTeacherDoes(temperature: Double) throws {
    let smoothed = try #require(set.smoothed(temperature: temperature).teacherLogits)
    func meanEntropy(_ logits: Matrix) -> Double {
      (0..<60).reduce(0) { $0 + entropy(softmax(logits[row: $1], temperature: temperature)) } / 60
    }
    #expect(abs(meanEntropy(smoothed) - meanEntropy(logits)) < 1e-12)
    let choices = logits.argmaxOfRows()
    for row in 0..<60 {
      let target = row < 40 ? row % 3 : choices[row]
      let probabilities = softmax(smoothed[row: row], temperature: temperature)
      #expect(probabilities.indices.max { probabilities[$0] < probabilities[$1] } == target)
      #expect(probabilities.count { abs($0 - probabilities.min()!) < 1e-15 } == 2)
    }
  }

  @Test func aTeacherWithoutDoubtsIsNoReasonForNaN() {
    let certain = TrainingSet(set.samples, transfer: set.transfer, teacherLogits: logits).hardened()
    let smoothed = certain.smoothed(temperature: 2).teacherLogits!
    #expect(smoothed.elements.allSatisfy { $0.isFinite })
    #expect(softmax(smoothed[row: 0], temperature: 2)[0] == 1)
    #expect(smoothing(ofEntropy: 0, classCount: 3) < 1e-15)
    #expect(abs(smoothing(ofEntropy: log(3), classCount: 3) - 1) < 1e-6)
  }
}

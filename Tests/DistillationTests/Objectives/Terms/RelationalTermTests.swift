import TestSupport
import Testing

@testable import Distillation

@Suite struct RelationalTermTests {
  let sample = TermSample.random(seed: 1)
  let term = RelationalTerm(weight: 1)

  @Test(.tags(.gradient, .property)) func relational() throws {
    for (distance, angle) in [(1.0, 2.0), (1, 0), (0, 1)] {
      try checkTerm(on: sample, reaches: [.features], isMean: false) {
        RelationalTerm(weight: $0, distance: distance, angle: angle)
      }
    }
  }

  @Test(.tags(.property)) func placeScaleAndBasisDoNotMatter() throws {
    var other = sample
    other.features = (0..<20).map { index in
      let (row, column) = (index / 4 * 4, index % 4)
      // Moved, columns in another order, one with another sign.
      return 7 + (column == 2 ? -3 : 3) * sample.features[row + (column + 1) % 4]
    }
    // Roundings of differences of numbers up to 20.
    #expect(
      abs(try evaluate([term], on: other).loss - evaluate([term], on: sample).loss) < 1e-14)
  }

  @Test(.tags(.property)) func aStudentThatEqualsItsTeacherIsAtTheMinimum() throws {
    var equal = sample
    equal.features = sample.teacherFeatures.map { 2 * $0 + 1 }
    let value = try evaluate([term], on: equal)
    #expect(value.loss < 1e-29)
    #expect(value.featureGradient.allSatisfy { abs($0) < 1e-14 })
    #expect(try evaluate([term], on: sample).loss > 0.1)
  }

  /// Two samples of the student in one place are 10^-6 apart, in no direction: as in the published code.
  @Test(.tags(.reference)) func equalSamplesCountAsNear() throws {
    var equal = sample
    for index in 0..<4 { equal.features[4 + index] = equal.features[index] }
    for (distance, angle) in [(1.0, 0.0), (0, 1)] {
      let value = try evaluate(
        [RelationalTerm(weight: 1, distance: distance, angle: angle)], on: equal)
      let expected =
        distance > 0
        ? meanLoss(of: distances(equal.features), distances(equal.teacherFeatures))
        : meanLoss(of: cosines(equal.features), cosines(equal.teacherFeatures))
      #expect(abs(value.loss - expected) < 1e-14)
      #expect(value.featureGradient.allSatisfy { abs($0) < 1 })
      #expect(value.featureGradient.contains { abs($0) > 1e-3 })
    }
  }

  @Test(.tags(.property)) func whatHasNoRelationsIsFinite() throws {
    var same = sample
    same.features = (0..<20).map { Double($0 % 4) }
    let value = try evaluate([term], on: same)
    #expect(value.loss.isFinite && value.featureGradient.allSatisfy { $0 == 0 })
    same.teacherFeatures = same.teacherFeatures.map { _ in 1 }
    #expect(try evaluate([term], on: same).loss < 1e-30)
    let one = TermSample(
      logits: [0, 0], teacher: nil, labels: [0], features: [1, 2], teacherFeatures: [3, 4])
    let alone = try evaluate([term], on: one)
    #expect(alone.loss == 0 && alone.featureGradient == [0, 0])
  }

  // MARK: - The definition, for five samples

  private func differences(_ features: [Double]) -> [[[Double]]] {
    let width = features.count / 5
    return (0..<5).map { i in
      (0..<5).map { j in
        (0..<width).map { features[j * width + $0] - features[i * width + $0] }
      }
    }
  }

  private func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private func distances(_ features: [Double]) -> [Double] {
    let all = differences(features).enumerated().flatMap { i, row in
      row.enumerated().map { j, vector in i == j ? 0 : max(1e-6, length(vector)) }
    }
    return all.map { 20 * $0 / all.reduce(0, +) }
  }

  private func cosines(_ features: [Double]) -> [Double] {
    differences(features).flatMap { row in
      let units = row.map { vector in vector.map { $0 / max(1e-12, length(vector)) } }
      return units.flatMap { first in
        units.map { second in zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } }
      }
    }
  }

  private func meanLoss(of own: [Double], _ wanted: [Double]) -> Double {
    zip(own, wanted).reduce(0) { sum, pair in
      let size = abs(pair.0 - pair.1)
      return sum + (size < 1 ? size * size / 2 : size - 0.5)
    } / Double(own.count)
  }
}

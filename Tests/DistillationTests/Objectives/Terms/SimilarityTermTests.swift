import TestSupport
import Testing

@testable import Distillation

@Suite struct SimilarityTermTests {
  let sample = TermSample.random(seed: 1)

  @Test(.tags(.gradient, .property)) func similarity() throws {
    try checkTerm(on: sample, reaches: [.features], isMean: false) { SimilarityTerm(weight: $0) }
  }

  /// Rows have the same length with other units, and the same products in another basis.
  @Test(.tags(.property)) func theScaleAndTheBasisDoNotMatter() throws {
    let loss = try evaluate([SimilarityTerm(weight: 1)], on: sample).loss
    var other = sample
    other.features = (0..<20).map { index in
      let (row, column) = (index / 4 * 4, index % 4)
      // Columns in another order, one with another sign.
      return (column == 2 ? -3 : 3) * sample.features[row + (column + 1) % 4]
    }
    // Sums in another order.
    #expect(abs(try evaluate([SimilarityTerm(weight: 1)], on: other).loss - loss) < 1e-14)
  }

  @Test(.tags(.property)) func aStudentThatEqualsItsTeacherIsAtTheMinimum() throws {
    var equal = sample
    equal.features = sample.teacherFeatures.map { 2 * $0 }
    let value = try evaluate([SimilarityTerm(weight: 1)], on: equal)
    #expect(value.loss < 1e-30)
    #expect(value.featureGradient.allSatisfy { abs($0) < 1e-15 })
    #expect(try evaluate([SimilarityTerm(weight: 1)], on: sample).loss > 0.01)
  }

  /// A row of zeros stays one: it is like no other, and where it should go is not known.
  @Test(.tags(.property)) func aSampleWithoutFeaturesHasNoGradient() throws {
    var zero = sample
    for index in 4..<8 { zero.features[index] = 0 }
    let value = try evaluate([SimilarityTerm(weight: 1)], on: zero)
    #expect(value.loss.isFinite && value.featureGradient.allSatisfy(\.isFinite))
    #expect(value.featureGradient.allSatisfy { abs($0) < 10 })
    zero.features = zero.features.map { _ in 0 }
    #expect(
      try evaluate([SimilarityTerm(weight: 1)], on: zero).featureGradient.allSatisfy { $0 == 0 })
    zero.teacherFeatures = zero.teacherFeatures.map { _ in 0 }
    #expect(try evaluate([SimilarityTerm(weight: 1)], on: zero).loss == 0)
  }
}

import Tables
import TestSupport
import Testing

@testable import Datasets

private func column(_ elements: [Double]) -> Matrix {
  Matrix(rowCount: elements.count, columnCount: 1, elements: elements)
}

@Suite struct ScalingTests {
  @Test(.tags(.golden), arguments: try GoldenTransforms.load().scalings)
  func standardScalingIsScikitLearns(golden: GoldenTransforms.Scaling) throws {
    let scaling = try StandardScaling.fitted(to: golden.features.matrix)
    // Sums of at most 25 numbers in another order differ by some roundings, 2e-16 each.
    for (ours, theirs) in zip(scaling.means, golden.means) {
      #expect(abs(ours - theirs) <= 1e-15 * abs(theirs))
    }
    for (ours, theirs) in zip(scaling.scales, golden.scales) {
      #expect(abs(ours - theirs) <= 1e-14 * theirs)
    }
    let scaled = scaling.applied(to: golden.unseen.matrix)
    for (index, (ours, theirs)) in zip(scaled.elements, golden.standard).enumerated() {
      let column = index % scaling.inputCount
      let meanError = 1e-15 * abs(scaling.means[column]) / scaling.scales[column]
      #expect(abs(ours - theirs) <= meanError + 1e-14 * abs(theirs), "\(ours), not \(theirs)")
    }
  }

  @Test(.tags(.golden), arguments: try GoldenTransforms.load().scalings)
  func rangeScalingIsScikitLearns(golden: GoldenTransforms.Scaling) throws {
    for range in golden.ranges {
      let scaling = try RangeScaling.fitted(
        to: golden.features.matrix, range: range.lower...range.upper, clips: range.clips)
      let scaled = scaling.applied(to: golden.unseen.matrix)
      let spread = range.upper - range.lower
      for (index, (ours, theirs)) in zip(scaled.elements, range.scaled).enumerated() {
        // scikit-learn computes x scale + offset, whose rounding is that of x / (maximum - minimum).
        let column = index % scaling.inputCount
        let width = scaling.maximums[column] - scaling.minimums[column]
        let size = abs(golden.unseen.elements[index]) / (width > 1e-15 ? width : 1)
        #expect(abs(ours - theirs) <= 4e-16 * spread * max(4, size), "\(ours), not \(theirs)")
      }
    }
  }

  @Test func theEndsOfARangeAreMetExactly() throws {
    let rows = column([0.1, 0.7, -0.3, 0.2])
    for range in [0...1, 0.1...0.3, -Double.pi...Double.pi, 0...Double.pi] {
      let scaled = try RangeScaling.fitted(to: rows, range: range, clips: false).applied(to: rows)
      #expect(scaled[1, 0] == range.upperBound && scaled[2, 0] == range.lowerBound)
    }
  }

  @Test func anglesAreHalfATurnOrAWholeOneAndClipUnseenValues() throws {
    let (training, unseen) = (column([2, 4]), column([1, 3, 7]))
    func angles(_ range: FeatureTransform.AngleRange, clips: Bool) throws -> [Double] {
      try FeatureTransform.angles(range, clips: clips).fitted(to: training).applied(to: unseen)
        .elements
    }
    #expect(try angles(.half, clips: true) == [0, .pi / 2, .pi])
    #expect(try angles(.full, clips: true) == [-.pi, 0, .pi])
    #expect(try angles(.half, clips: false) == [-.pi / 2, .pi / 2, 5 * .pi / 2])
  }

  @Test func constantFeaturesStayFinite() throws {
    let rows = column([0.1, 0.1, 0.1])
    #expect(try StandardScaling.fitted(to: rows).scales == [1])
    let scaling = try RangeScaling.fitted(to: rows, range: -1...1, clips: false)
    #expect(scaling.applied(to: column([0.1, 0.6])).elements == [-1, 0])
  }

  @Test func whatCannotBeScaledIsRefused() {
    func refusal(_ transform: FeatureTransform, _ rows: Matrix) -> String? {
      #expect(throws: DatasetError.self) { try transform.fitted(to: rows) }?.description
    }
    let huge = Matrix(rowCount: 2, columnCount: 2, elements: [0, 1e308, 1, -1e308])
    #expect(
      refusal(.standard, huge) == "standard scaling cannot be fitted: column 2 has no finite "
        + "variance; divide it by a large number first")
    #expect(
      refusal(.minMax(0...1, clips: true), huge)
        == "range scaling cannot be fitted: column 2 has no finite range; "
        + "divide it by a large number first")
    let none = Matrix(rowCount: 0, columnCount: 2)
    #expect(
      refusal(.standard, none)
        == "standard scaling cannot be fitted: there are no rows; give it training rows")
    #expect(
      refusal(.angles(.half, clips: true), none)
        == "range scaling cannot be fitted: there are no rows; give it training rows")
    #expect(
      refusal(.minMax(1...1, clips: true), huge)
        == "the range is 1.0 to 1.0; it must be from one finite number to more")
  }
}

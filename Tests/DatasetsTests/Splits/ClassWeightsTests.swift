import Tables
import TestSupport
import Testing

@testable import Datasets

@Suite struct ClassWeightsTests {
  @Test(.tags(.golden), arguments: try GoldenTransforms.load().classWeights)
  func weightsAreScikitLearns(golden: GoldenTransforms.ClassWeights) throws {
    let weights = try balancedClassWeights(
      labels: golden.labels, classCount: golden.weights.count)
    // Divided in another order: some roundings of at most 10.
    #expect(largestDistance(weights, golden.weights) < 1e-14)
    let mean = golden.labels.reduce(0) { $0 + weights[$1] } / Double(golden.labels.count)
    #expect(abs(mean - 1) < 1e-14)
  }

  @Test func aClassWithoutRowsHasNoWeight() throws {
    let data = Dataset(
      features: Matrix(rowCount: 3, columnCount: 1), labels: [0, 2, 0], classCount: 3)
    let error = #expect(throws: DatasetError.self) { try data.balancedClassWeights() }
    #expect(
      error?.description
        == "class 1 has no row, so it has no weight; add a row or leave the class out")
  }
}

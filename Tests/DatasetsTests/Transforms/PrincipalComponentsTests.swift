import Tables
import RandomStreams
import TestSupport
import Testing

@testable import Datasets

@Suite struct PrincipalComponentsTests {
  @Test(.tags(.golden), arguments: try GoldenTransforms.load().components)
  func componentsAreScikitLearns(golden: GoldenTransforms.Components) throws {
    let features = golden.features.matrix
    let fitted = try PrincipalComponents.fitted(to: features, count: golden.count)
    #expect(largestDistance(fitted.means, golden.means) < 1e-9)
    // Variances are well apart. Means of 1e6 cost six digits.
    #expect(largestDistance(fitted.variances, golden.variances) < 1e-10)
    #expect(
      largestDistance(fitted.variances.map { $0 / fitted.totalVariance }, golden.shares) < 1e-10)
    #expect(largestDistance(fitted.components.elements, golden.components) < 1e-10)
    #expect(largestDistance(fitted.applied(to: features).elements, golden.scores) < 1e-8)
  }

  /// What eigenpairs are: A v = lambda v, orthonormal, the eigenvalues in order and adding up to the trace;
  /// for matrices with eigenvalues that are equal, zero or far apart too.
  @Test(
    .tags(.property), arguments: [1, 2, 3, 5, 12, 31], ["random", "equal", "singular", "graded"])
  func eigenpairsSolveTheirEquation(size: Int, kind: String) {
    var stream = RandomStream(seed: UInt64(size), name: kind)
    let matrix = symmetric(size, kind, &stream)
    let norm = matrix.elements.reduce(0) { max($0, abs($1)) } * Double(size) + 1e-300
    let pairs = SymmetricEigenpairs(of: matrix, count: size)
    #expect(zip(pairs.values, pairs.values.dropFirst()).allSatisfy { $0 >= $1 })
    let trace = (0..<size).reduce(0) { $0 + matrix[$1, $1] }
    #expect(abs(pairs.values.reduce(0, +) - trace) <= 1e-14 * norm * Double(size))
    for index in 0..<size {
      let vector = Array(pairs.vectors[row: index])
      for row in 0..<size {
        let product = zip(matrix[row: row], vector).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - pairs.values[index] * vector[row]) <= 1e-14 * norm, "\(kind) \(size)")
      }
      for other in 0...index {
        let inner = zip(pairs.vectors[row: other], vector).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(inner - (other == index ? 1 : 0)) < 1e-13, "\(kind) \(size)")
      }
    }
  }

  private func symmetric(_ size: Int, _ kind: String, _ stream: inout RandomStream) -> Matrix {
    var matrix = Matrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0...row {
        let value =
          switch kind {
          case "equal": row == column ? 2.0 : 0
          case "singular": 1.0
          case "graded":
            stream.normal() * Double(sign: .plus, exponent: -3 * (row + column), significand: 1)
          default: stream.normal()
          }
        (matrix[row, column], matrix[column, row]) = (value, value)
      }
    }
    return matrix
  }

  @Test(.tags(.property)) func scoresAreUncorrelatedWithTheirVariances() throws {
    var stream = RandomStream(seed: 3, name: "scores")
    let features = Matrix(
      rowCount: 20, columnCount: 50, elements: (0..<1000).map { _ in stream.normal() })
    let fitted = try PrincipalComponents.fitted(to: features, count: 19)
    let scores = fitted.applied(to: features)
    for left in 0..<19 {
      for right in 0...left {
        let covariance = (0..<20).reduce(0) { $0 + scores[$1, left] * scores[$1, right] } / 19
        #expect(abs(covariance - (left == right ? fitted.variances[left] : 0)) < 1e-12)
      }
    }
    #expect(abs(fitted.variances.reduce(0, +) / fitted.totalVariance - 1) < 1e-13)
  }

  @Test func theLargestElementOfEachComponentIsPositive() throws {
    let features = Matrix(rowCount: 3, columnCount: 2, elements: [1, -5, 2, -7, 3, -9.5])
    let fitted = try PrincipalComponents.fitted(to: features, count: 1)
    #expect(fitted.components[0, 0] < 0 && fitted.components[0, 1] > 0)
  }

  @Test func moreComponentsThanThereAreAreRefused() throws {
    func refusal(_ rows: Int, _ columns: Int, _ elements: [Double], _ count: Int) -> String? {
      let features = Matrix(rowCount: rows, columnCount: columns, elements: elements)
      return #expect(throws: DatasetError.self) {
        try FeatureTransform.principalComponents(count).fitted(to: features)
      }?.description
    }
    #expect(
      refusal(2, 2, [1, 2, 3, 5], 0)
        == "the number of principal components is 0; it must be at least 1")
    #expect(
      refusal(2, 2, [1, 2, 3, 5], 2) == "principal components cannot be fitted: "
        + "2 rows of 2 features have no 2 of them; ask for at most 1 or give more rows")
    // The second column is twice the first.
    #expect(
      refusal(4, 2, [1, 2, 2, 4, 5, 10, 3, 6], 2) == "principal components cannot be fitted: "
        + "the rows vary in 1 directions only; ask for at most 1")
    #expect(
      refusal(3, 2, [1e200, 0, -1e200, 1, 3, 1], 1) == "principal components cannot be fitted: "
        + "the features' squares are beyond what a number can hold; scale the features first")
    #expect(
      refusal(3, 1, [4, 4, 4], 1)?.hasSuffix("vary in 0 directions only; ask for at most 0") == true
    )
    #expect(
      refusal(2049, 2049, .init(repeating: 0, count: 2049 * 2049), 3)?.hasSuffix(
        "have at most 2048 features or rows") == true)
  }
}

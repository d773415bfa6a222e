import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Datasets

@Suite struct HyperplaneParityTests {
  /// With as many features as dimensions the point can be found again, by Cramer's rule; then its class is
  /// the product of the sides it lies on, counted one by one.
  @Test(.tags(.reference), arguments: [1, 2, 5, 20])
  func classesAreTheParityOfThePointsBehindTheFeatures(hyperplanes: Int) throws {
    let generator = try HyperplaneParity(
      dimension: 2, hyperplaneCount: hyperplanes, subspaceDimension: 2)
    let data = try generator.sample(.test, perClass: 50, seed: 1)
    #expect(data.labels == [Int](repeating: 0, count: 50) + [Int](repeating: 1, count: 50))
    let e = generator.embedding
    let determinant = e[0, 0] * e[1, 1] - e[0, 1] * e[1, 0]
    var closest = Double.infinity
    for (row, label) in data.labels.enumerated() {
      let (f, g) = (data.features[row, 0], data.features[row, 1])
      let x = (f * e[1, 1] - g * e[1, 0]) / determinant
      let y = (g * e[0, 0] - f * e[0, 1]) / determinant
      var side = 1.0
      for plane in 0..<hyperplanes {
        let height =
          generator.weights[plane, 0] * x + generator.weights[plane, 1] * y
          + generator.biases[plane]
        closest = min(closest, abs(height))
        if height > 0 { side.negate() }
      }
      #expect(label == (side > 0 ? 0 : 1), "row \(row)")
    }
    // No point is so near to a hyperplane that rounding could have decided.
    #expect(closest > 1e-9)
  }

  @Test(.tags(.property)) func featuresAreStandardBeforeClassesAreBalanced() throws {
    let generator = try HyperplaneParity(dimension: 4, hyperplaneCount: 3, subspaceDimension: 3)
    var stream = RandomStream(seed: 2, name: "points")
    var point = [0.0, 0, 0]
    let count = 10_000
    var (sums, squares) = ([Double](repeating: 0, count: 4), [Double](repeating: 0, count: 4))
    for _ in 0..<count {
      generator.draw(&point, from: &stream)
      for column in 0..<4 {
        let feature = generator.feature(column, of: point)
        sums[column] += feature / Double(count)
        squares[column] += feature * feature / Double(count)
      }
    }
    // Five standard errors of a mean and of a variance.
    #expect(sums.allSatisfy { abs($0) < 5 / Double(count).squareRoot() })
    #expect(squares.allSatisfy { abs($0 - 1) < 5 * (2 / Double(count)).squareRoot() })
  }

  @Test func theTaskIsTheSameForAllPartsAndSeeds() throws {
    let generator = try HyperplaneParity()
    #expect(generator == (try HyperplaneParity(task: 0)))
    #expect(generator.weights != (try HyperplaneParity(task: 1)).weights)
    #expect(generator.embedding != (try HyperplaneParity(task: 1)).embedding)
    let more = try HyperplaneParity(dimension: 12)
    #expect(generator.weights == more.weights && generator.biases == more.biases)

    func rows(_ part: DataPart, _ perClass: Int, _ seed: UInt64) throws -> [[Double]] {
      let data = try generator.sample(part, perClass: perClass, seed: seed)
      return (0..<data.sampleCount).map { Array(data.features[row: $0]) }
    }
    let test = try rows(.test, 4, 0)
    #expect(test == (try rows(.test, 4, 0)))
    let others = try rows(.test, 4, 1) + rows(.teacher, 4, 0) + rows(.student, 4, 0)
    #expect(Set(test).isDisjoint(with: others))
    #expect(Set(test).count == 8 && test[0].count == 10)
    // A larger part begins with the smaller one's points.
    #expect(try rows(.test, 6, 0).prefix(4) == test.prefix(4))
  }

  @Test(
    arguments: [
      (0, 5, 3, "dimension is 0; it must be from 1 to 1000"),
      (2, 0, 3, "hyperplanes is 0; it must be from 1 to 100"),
      (2, 5, 101, "subspace dimension is 101; it must be from 1 to 100"),
      (.max, 5, 3, "dimension is \(Int.max); it must be from 1 to 1000"),
    ] as [(Int, Int, Int, String)])
  func impossibleSettingsAreRefused(
    dimension: Int, hyperplanes: Int, subspace: Int, message: String
  ) {
    let error = #expect(throws: DatasetError.self) {
      try HyperplaneParity(
        dimension: dimension, hyperplaneCount: hyperplanes, subspaceDimension: subspace)
    }
    #expect(error?.description == message)
  }

  /// Two points on a line, and nearly no room between them.
  @Test func aTaskOfOneClassIsRefused() throws {
    let error = #expect(throws: DatasetError.self) {
      try HyperplaneParity(dimension: 1, hyperplaneCount: 2, subspaceDimension: 1, task: 11)
    }
    #expect(
      error?.description == "task is 11; it must be another number: 2000 of 2000 points of this "
        + "task are of one class, 0 of the other")
  }

  @Test func sizesThatDoNotFitAreRefused() throws {
    let generator = try HyperplaneParity()
    for perClass in [0, -1, .max] {
      #expect(throws: DatasetError.self) {
        try generator.sample(.test, perClass: perClass, seed: 0)
      }
    }
  }
}

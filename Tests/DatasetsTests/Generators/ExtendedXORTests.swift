import Tables
import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import Datasets

@Suite struct ExtendedXORTests {
  @Test func withTwoBlobsTwoClassesAndNoScatterItIsXOR() throws {
    var stream = RandomStream(seed: 0, name: "xor")
    let data = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0).sample(perBlob: 1, from: &stream)
    #expect(data.features.elements == [-0.5, -0.5, -0.5, 0.5, 0.5, -0.5, 0.5, 0.5])
    #expect(data.labels == [0, 1, 1, 0])
  }

  @Test func centresAndClassesFollowTheDefinition() throws {
    var stream = RandomStream(seed: 0, name: "centres")
    let generator = try ExtendedXOR(grid: 4, classCount: 3, sigma: 0, dimension: 3)
    let data = try generator.sample(perBlob: 2, from: &stream)
    #expect(data.sampleCount == 128)
    var seen: Set<[Int]> = []
    for row in 0..<data.sampleCount {
      // Back from features to indices: x = (i - 1.5) / 2.
      let indices = data.features[row: row].map { Int(($0 * 2 + 1.5).rounded()) }
      #expect(data.features[row: row].elementsEqual(indices.map { (Double($0) - 1.5) / 2 }))
      #expect(data.labels[row] == indices.reduce(0, +) % 3)
      seen.insert(indices)
    }
    #expect(seen.count == 64)
  }

  @Test(.tags(.property)) func blobsScatterWithSigma() throws {
    var stream = RandomStream(seed: 1, name: "scatter")
    let generator = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.3)
    let count = 5000
    let data = try generator.sample(perBlob: count, from: &stream)
    let offsets = (0..<count).map { data.features[$0, 0] - -0.5 }
    let mean = offsets.reduce(0, +) / Double(count)
    let deviation = (offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count))
      .squareRoot()
    // k / 2 = 1, so features are in units of the spacing. Five standard errors.
    #expect(abs(mean) < 5 * 0.3 / Double(count).squareRoot())
    #expect(abs(deviation - 0.3) < 5 * 0.3 / (2 * Double(count)).squareRoot())
  }

  /// For XOR the densities' difference is a product of a function of x and the same of y, so the best boundary is the
  /// axes: an error is a sample that crosses exactly one of them, 2 t (1 - t) with t = P(normal > 1 / (2 sigma)).
  @Test(.tags(.reference)) func bayesOptimalLabelsReachTheKnownError() throws {
    let sigma = 0.4
    var stream = RandomStream(seed: 2, name: "bayes")
    let generator = try ExtendedXOR(grid: 2, classCount: 2, sigma: sigma)
    let count = 20_000
    let data = try generator.sample(perBlob: count / 4, from: &stream)
    let labels = generator.bayesOptimalLabels(for: data.features)
    let errors = Double(zip(labels, data.labels).count { $0 != $1 }) / Double(count)
    let tail = Double.erfc(1 / (2 * sigma) / 2.0.squareRoot()) / 2
    let expected = 2 * tail * (1 - tail)
    #expect(abs(errors - expected) < 5 * (expected / Double(count)).squareRoot())
  }

  /// The definition: every blob's density, added up by class.
  @Test(.tags(.reference), arguments: [(2, 2, 2), (4, 3, 2), (3, 5, 3), (5, 2, 2)])
  func bayesOptimalLabelsAreThoseOfTheLargestDensity(grid: Int, classes: Int, dimension: Int) throws
  {
    let generator = try ExtendedXOR(
      grid: grid, classCount: classes, sigma: 0.5, dimension: dimension)
    var stream = RandomStream(seed: 5, name: "density")
    let features = try generator.sample(perBlob: 4, from: &stream).features
    let expected = (0..<features.rowCount).map { row in
      var densities = [Double](repeating: 0, count: classes)
      for blob in 0..<generator.blobCount {
        let square = zip(features[row: row], generator.centre(of: blob)).reduce(0) { sum, pair in
          let distance = pair.0 * Double(grid) / 2 - pair.1
          return sum + distance * distance
        }
        densities[generator.label(of: blob)] += .exp(-square / (2 * 0.25))
      }
      return densities.indices.max { densities[$0] < densities[$1] }!
    }
    #expect(generator.bayesOptimalLabels(for: features) == expected)
  }

  @Test func bayesOptimalLabelsWithoutScatterAreTheLabels() throws {
    var stream = RandomStream(seed: 3, name: "exact")
    let generator = try ExtendedXOR(grid: 3, classCount: 3, sigma: 0)
    let data = try generator.sample(perBlob: 1, from: &stream)
    #expect(generator.bayesOptimalLabels(for: data.features) == data.labels)
  }

  @Test(
    arguments: [
      (1, 3, 0.3, 2, "grid is 1; it must be at least 2 blobs along an axis"),
      (4, 1, 0.3, 2, "classes is 1; it must be at least 2 classes"),
      (2, 4, 0.3, 2, "classes is 4; it must be at most 3: a grid of 2 in 2 dimensions has no more"),
      (4, 3, -1, 2, "sigma is -1.0; it must be a number from 0 to 1000000.0"),
      (4, 3, .nan, 2, "sigma is nan; it must be a number from 0 to 1000000.0"),
      (4, 3, 0.3, 1, "dimension is 1; it must be at least 2 features"),
      (4, 3, 0.3, 99, "dimension is 99; it must be fewer: 4^99 blobs are more than 1000000"),
    ] as [(Int, Int, Double, Int, String)])
  func impossibleSettingsAreRefused(
    grid: Int, classes: Int, sigma: Double, dimension: Int, message: String
  ) {
    let error = #expect(throws: DatasetError.self) {
      try ExtendedXOR(grid: grid, classCount: classes, sigma: sigma, dimension: dimension)
    }
    #expect(error?.description == message)
  }

  @Test func sizesThatDoNotFitAreRefused() throws {
    let generator = try ExtendedXOR()
    for perBlob in [0, -1, .max] {
      var stream = RandomStream(seed: 0, name: "sizes")
      #expect(throws: DatasetError.self) { try generator.sample(perBlob: perBlob, from: &stream) }
    }
  }

  @Test func csvHoldsEveryBit() throws {
    var stream = RandomStream(seed: 4, name: "csv")
    let data = try ExtendedXOR().sample(perBlob: 1, from: &stream)
    let lines = data.csv.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(lines[0] == ["x0", "x1", "label"])
    #expect(lines.count == 17)
    for (row, fields) in lines.dropFirst().enumerated() {
      #expect(Double(fields[0]) == data.features[row, 0])
      #expect(Double(fields[1]) == data.features[row, 1])
      #expect(Int(fields[2]) == data.labels[row])
    }
  }
}

import Arithmetic

/// How far apart the samples of a batch are, and at which angles they see each other; and the way back from that to their
/// features. In double precision, in memory of its own.
final class SamplePairs {
  /// Samples nearer than this count as so far apart, in no direction and without a gradient. It is the bound of the code
  /// that the authors of relational distillation published: 10^-12 for squares.
  static let smallestDistance = 1e-6

  private let features, distanceRoom, inverses, directions, cosines: TableRoom
  private let gradients, vertexGradients: TableRoom
  private let arithmetic: Arithmetic
  private var sampleCount = 0

  init(featureCount: Int, capacity: Int, _ arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    func room() -> TableRoom {
      TableRoom(.double, featureCount: featureCount, capacity: capacity)
    }
    (features, directions, gradients, vertexGradients) = (room(), room(), room(), room())
    distanceRoom = .ofPairs(capacity: capacity)
    inverses = .ofPairs(capacity: capacity)
    cosines = .ofPairs(capacity: capacity)
  }

  /// Takes samples, `[features, samples]`, and forgets the gradient by the last ones.
  func load(_ table: BatchTable) {
    sampleCount = table.sampleCount
    let features = features.table(sampleCount: sampleCount)
    features.copy(table)
    gradient.clear()
    for i in 0..<sampleCount {
      let (row, inverse) = (distances.row(i), inverseDistances(from: i))
      for j in i..<sampleCount { row[j] = 0 }
      for feature in 0..<features.featureCount {
        let numbers = features.row(feature)
        let here = numbers[i]
        for j in i..<sampleCount { row[j] += (numbers[j] - here) * (numbers[j] - here) }
      }
      for j in i..<sampleCount {
        let distance = row[j].squareRoot()
        let inverseDistance = distance > Self.smallestDistance ? 1 / distance : 0
        (inverse[j], inverseDistances(from: j)[i]) = (inverseDistance, inverseDistance)
        row[j] = i == j ? 0 : max(distance, Self.smallestDistance)
        distances.row(j)[i] = row[j]
      }
    }
  }

  /// The distances, `[samples, samples]`; 0 from a sample to itself.
  var distances: BatchTable { distanceRoom.table(sampleCount: sampleCount) }

  /// 1 / distance, or 0 where there is no direction.
  private func inverseDistances(from sample: Int) -> UnsafeMutablePointer<Double> {
    inverses.table(sampleCount: sampleCount).row(sample)
  }

  /// The mean distance of two different samples, of which there must be some.
  var meanDistance: Double {
    var sum = 0.0
    for i in 0..<sampleCount {
      let row = distances.row(i)
      for j in 0..<sampleCount { sum += row[j] }
    }
    return sum / Double(sampleCount * (sampleCount - 1))
  }

  /// The cosines of the angles at which a sample sees pairs of others, `[samples, samples]`, until the next call.
  func cosines(at vertex: Int) -> BatchTable {
    let features = features.table(sampleCount: sampleCount)
    let directions = directions.table(sampleCount: sampleCount)
    let inverse = inverseDistances(from: vertex)
    for feature in 0..<features.featureCount {
      let (numbers, units) = (features.row(feature), directions.row(feature))
      let here = numbers[vertex]
      for j in 0..<sampleCount { units[j] = (numbers[j] - here) * inverse[j] }
    }
    directions.clearBeyondSamples()
    let result = cosines.table(sampleCount: sampleCount)
    directions.writeInnerProducts(to: result, arithmetic)
    return result
  }
}

// MARK: - The way back

extension SamplePairs {
  /// The derivatives by the features, `[features, samples]`, as far as they have been added.
  var gradient: BatchTable { gradients.table(sampleCount: sampleCount) }

  /// Adds what follows from symmetric derivatives by the distances, `[samples, samples]`.
  func addGradient(byDistances slopes: BatchTable) {
    let features = features.table(sampleCount: sampleCount)
    for i in 0..<sampleCount {
      let (slope, inverse) = (slopes.row(i), inverseDistances(from: i))
      for feature in 0..<features.featureCount {
        let (numbers, derivatives) = (features.row(feature), gradient.row(feature))
        let here = numbers[i]
        for j in 0..<sampleCount {
          derivatives[j] += 2 * slope[j] * inverse[j] * (numbers[j] - here)
        }
      }
    }
  }

  /// Adds what follows from symmetric derivatives by the cosines that the last ``cosines(at:)`` gave for this vertex.
  func addGradient(byCosines slopes: BatchTable, at vertex: Int) {
    let directions = directions.table(sampleCount: sampleCount)
    let byDirections = vertexGradients.table(sampleCount: sampleCount)
    directions.writeProduct(with: slopes, to: byDirections, arithmetic)
    let inverse = inverseDistances(from: vertex)
    for j in 0..<sampleCount {
      // What would only change a direction's length is nothing.
      var along = 0.0
      for feature in 0..<directions.featureCount {
        along += directions.row(feature)[j] * byDirections.row(feature)[j]
      }
      for feature in 0..<directions.featureCount {
        let slope =
          2 * inverse[j] * (byDirections.row(feature)[j] - along * directions.row(feature)[j])
        gradient.row(feature)[j] += slope
        gradient.row(feature)[vertex] -= slope
      }
    }
  }
}

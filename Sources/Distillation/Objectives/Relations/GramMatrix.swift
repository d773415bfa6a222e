import Arithmetic

/// The inner products of a batch's samples, G_ij = constant + <f_i, f_j>, made comparable between models whose features
/// have other sizes; and the way back from that to the features. In double precision, in memory of its own.
final class GramMatrix {
  /// What makes matrices comparable.
  enum Normalization {
    /// G_ij / ||G_i||: each row has length 1.
    case rows
    /// G_ij / sqrt(G_ii G_jj): each sample's product with itself is 1.
    case diagonal
  }

  private let normalization: Normalization
  private let constant: Double
  private let arithmetic: Arithmetic
  private let features, products, featureGradient: TableRoom
  /// What each row is multiplied by: 1 / its length, or 1 / the root of its diagonal element. 0 for a row of zeros, which
  /// stays one, without a gradient.
  private let factors: Memory
  private var sampleCount = 0

  /// What is shorter counts as zero: the bound of PyTorch's `normalize`.
  private static let smallestLength = 1e-12

  init(
    _ normalization: Normalization, featureCount: Int, capacity: Int, constant: Double = 0,
    _ arithmetic: Arithmetic
  ) {
    self.arithmetic = arithmetic
    self.normalization = normalization
    self.constant = constant
    features = TableRoom(.double, featureCount: featureCount, capacity: capacity)
    featureGradient = TableRoom(.double, featureCount: featureCount, capacity: capacity)
    products = .ofPairs(capacity: capacity)
    factors = Memory(size: capacity * Precision.double.size)
  }

  private var factor: UnsafeMutablePointer<Double> {
    factors.start.assumingMemoryBound(to: Double.self)
  }

  /// The normalised matrix of these features, `[samples, samples]`.
  func compute(_ table: BatchTable) -> BatchTable {
    sampleCount = table.sampleCount
    let features = features.table(sampleCount: sampleCount)
    let products = products.table(sampleCount: sampleCount)
    features.copy(table)
    features.clearBeyondSamples()
    features.writeInnerProducts(to: products, arithmetic)
    for i in 0..<sampleCount {
      let row = products.row(i)
      for j in 0..<sampleCount { row[j] += constant }
      let square =
        switch normalization {
        case .rows: (0..<sampleCount).reduce(0) { $0 + row[$1] * row[$1] }
        case .diagonal: row[i]
        }
      let length = square.squareRoot()
      factor[i] = length < Self.smallestLength ? 0 : 1 / length
    }
    for i in 0..<sampleCount {
      let row = products.row(i)
      switch normalization {
      case .rows: for j in 0..<sampleCount { row[j] *= factor[i] }
      case .diagonal: for j in 0..<sampleCount { row[j] *= factor[i] * factor[j] }
      }
    }
    return products
  }

  /// The derivatives by the features, `[features, samples]`, from those by the matrix that ``compute(_:)`` gave, which are
  /// symmetric if its diagonal is normalised, and are used up.
  func backward(_ gradient: BatchTable) -> BatchTable {
    let products = products.table(sampleCount: sampleCount)
    for i in 0..<sampleCount {
      let (row, slopes) = (products.row(i), gradient.row(i))
      // Normalising takes away what would only change the size.
      let along = (0..<sampleCount).reduce(0) { $0 + slopes[$1] * row[$1] }
      switch normalization {
      case .rows:
        for j in 0..<sampleCount { slopes[j] = (slopes[j] - along * row[j]) * factor[i] }
      case .diagonal:
        for j in 0..<sampleCount { slopes[j] *= factor[i] * factor[j] }
        slopes[i] -= along * factor[i] * factor[i]
      }
    }
    for i in 0..<sampleCount {
      for j in 0...i {
        let sum = gradient.row(i)[j] + gradient.row(j)[i]
        gradient.row(i)[j] = sum
        gradient.row(j)[i] = sum
      }
    }
    let result = featureGradient.table(sampleCount: sampleCount)
    features.table(sampleCount: sampleCount).writeProduct(with: gradient, to: result, arithmetic)
    return result
  }
}

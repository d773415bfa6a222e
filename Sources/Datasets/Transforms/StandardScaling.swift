import Tables

/// Features less their means, over their standard deviations: (x - mean) / scale.
public struct StandardScaling: FittedTransform {
  /// The training rows' means, `[features]`.
  public let means: [Double]
  /// Their standard deviations, 1 for a constant feature, `[features]`.
  public let scales: [Double]

  /// How many features go in.
  public var inputCount: Int { means.count }
  /// As many as go in.
  public var outputCount: Int { means.count }

  /// The scaling that gives these rows mean 0 and standard deviation 1, with the population's deviation
  /// (divided by n).
  ///
  /// A feature whose variance is not above the rounding of its computation counts as constant and keeps its
  /// scale (as in scikit-learn's `StandardScaler`, with its bound). Allocates two numbers a feature.
  ///
  /// - Parameter features: `[samples, features]`
  /// - Throws: `DatasetError` without rows, or if a variance is beyond what a number can hold.
  public static func fitted(to features: Matrix) throws(DatasetError) -> StandardScaling {
    guard features.rowCount > 0 else {
      throw .cannotFit("standard scaling", "there are no rows", remedy: "give it training rows")
    }
    let (means, variances) = features.columnMoments()
    let count = Double(features.rowCount)
    let epsilon = Double.ulpOfOne
    var scales: [Double] = []
    for (column, (mean, variance)) in zip(means, variances).enumerated() {
      guard mean.isFinite, variance.isFinite else {
        throw .cannotFit(
          "standard scaling", "column \(column + 1) has no finite variance",
          remedy: "divide it by a large number first")
      }
      let rounding = count * mean * epsilon
      let isConstant = variance <= count * epsilon * variance + rounding * rounding
      scales.append(isConstant ? 1 : variance.squareRoot())
    }
    return StandardScaling(means: means, scales: scales)
  }

  /// Transforms one sample without allocating.
  public func apply(
    to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
  ) {
    checkSizes(row, output)
    for index in row.indices { output[index] = (row[index] - means[index]) / scales[index] }
  }
}

extension StandardScaling {
  private enum CodingKeys: String, CodingKey { case means, scales }

  /// Reads and checks a scaling.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    means = try container.decode([Double].self, forKey: .means)
    scales = try container.decode([Double].self, forKey: .scales)
    guard means.count == scales.count, means.allSatisfy(\.isFinite),
      scales.allSatisfy({ $0 > 0 && $0.isFinite })
    else {
      throw DecodingError.badTransform(decoder, "a finite mean and a positive scale a feature")
    }
  }
}

extension Matrix {
  /// The columns' means and population variances, in two passes with the correction of Chan, Golub and
  /// LeVeque, *Algorithms for computing the sample variance* (1983), eq. 1.7.
  func columnMoments() -> (means: [Double], variances: [Double]) {
    let count = Double(rowCount)
    var means = [Double](repeating: 0, count: columnCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { means[column] += self[row, column] }
    }
    for column in 0..<columnCount { means[column] /= count }
    var errors = [Double](repeating: 0, count: columnCount)
    var squares = errors
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let offset = self[row, column] - means[column]
        errors[column] += offset
        squares[column] += offset * offset
      }
    }
    // A mean is off by the mean of its offsets.
    for column in 0..<columnCount {
      means[column] += errors[column] / count
      squares[column] = max(0, squares[column] - errors[column] * errors[column] / count) / count
    }
    return (means, squares)
  }
}

import Tables

/// The directions in which training rows vary most: scores (x - mean) . component.
///
/// Each component's sign is such that its element of largest absolute value (the first of equal ones) is
/// positive, as in scikit-learn's `svd_flip(u_based_decision=False)`.
public struct PrincipalComponents: FittedTransform {
  /// The training rows' means, `[features]`.
  public let means: [Double]
  /// Orthonormal directions, the one of largest variance first, `[components, features]`.
  public let components: Matrix
  /// The training rows' variances in these directions (divided by n - 1), `[components]`.
  public let variances: [Double]
  /// The variance in all directions together.
  public let totalVariance: Double

  /// How many features go in.
  public var inputCount: Int { means.count }
  /// How many components come out.
  public var outputCount: Int { components.rowCount }

  /// Computes one sample's scores without allocating.
  public func apply(
    to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
  ) {
    checkSizes(row, output)
    means.withUnsafeBufferPointer { means in
      components.elements.withUnsafeBufferPointer { elements in
        for index in output.indices {
          output[index] = Self.score(row, means, elements.baseAddress! + index * means.count)
        }
      }
    }
  }

  /// (row - means) . component, in four sums that are computed side by side.
  private static func score(
    _ row: UnsafeBufferPointer<Double>, _ means: UnsafeBufferPointer<Double>,
    _ component: UnsafePointer<Double>
  ) -> Double {
    var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
    var index = 0
    while index + 4 <= row.count {
      s0 += (row[index] - means[index]) * component[index]
      s1 += (row[index + 1] - means[index + 1]) * component[index + 1]
      s2 += (row[index + 2] - means[index + 2]) * component[index + 2]
      s3 += (row[index + 3] - means[index + 3]) * component[index + 3]
      index += 4
    }
    while index < row.count {
      s0 += (row[index] - means[index]) * component[index]
      index += 1
    }
    return (s0 + s1) + (s2 + s3)
  }
}

extension PrincipalComponents {
  private enum CodingKeys: String, CodingKey { case means, components, variances, totalVariance }

  /// Reads and checks components.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    means = try container.decode([Double].self, forKey: .means)
    let rows = try container.decode([[Double]].self, forKey: .components)
    variances = try container.decode([Double].self, forKey: .variances)
    totalVariance = try container.decode(Double.self, forKey: .totalVariance)
    let numbers = rows.flatMap { $0 } + means + variances + [totalVariance]
    let count = means.count
    guard !rows.isEmpty, rows.count == variances.count, numbers.allSatisfy(\.isFinite),
      rows.allSatisfy({ $0.count == count })
    else {
      throw DecodingError.badTransform(
        decoder, "a finite mean a feature, and components of that length with a variance each")
    }
    components = Matrix(
      rowCount: rows.count, columnCount: means.count, elements: rows.flatMap { $0 })
  }

  /// Writes the components, a row each.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(means, forKey: .means)
    let rows = (0..<components.rowCount).map { Array(components[row: $0]) }
    try container.encode(rows, forKey: .components)
    try container.encode(variances, forKey: .variances)
    try container.encode(totalVariance, forKey: .totalVariance)
  }
}

import Tables

/// Features from the training rows' range to another one: lower (1 - t) + upper t, with
/// t = (x - minimum) / (maximum - minimum).
///
/// The training minimum becomes exactly `lower` and the maximum exactly `upper`. Both are angles if the
/// range is meant for an embedding; see `FeatureTransform.angles`.
public struct RangeScaling: FittedTransform {
  /// The training rows' smallest values, `[features]`.
  public let minimums: [Double]
  /// Their largest values, `[features]`.
  public let maximums: [Double]
  /// What the smallest values become.
  public let lower: Double
  /// What the largest values become.
  public let upper: Double
  /// Whether values outside of the training range become `lower` or `upper`; else they go on beyond.
  public let clips: Bool

  /// How many features go in.
  public var inputCount: Int { minimums.count }
  /// As many as go in.
  public var outputCount: Int { minimums.count }

  /// The scaling of these rows' ranges to another one.
  ///
  /// A constant feature becomes `lower`; other values of it are moved as if its range were 1 (as in
  /// scikit-learn's `MinMaxScaler`). Constant is what varies by ten roundings of its values at most.
  /// Allocates two numbers a feature.
  ///
  /// - Parameters:
  ///   - features: the training rows, `[samples, features]`.
  ///   - range: from what a feature's smallest value becomes to what its largest becomes.
  ///   - clips: whether values outside of the training range become the nearer end of `range`; else they go on beyond.
  /// - Throws: `DatasetError` without rows, or if a range is beyond what a number can hold.
  public static func fitted(
    to features: Matrix, range: ClosedRange<Double>, clips: Bool
  ) throws(DatasetError) -> RangeScaling {
    try check(range)
    guard features.rowCount > 0 else {
      throw .cannotFit("range scaling", "there are no rows", remedy: "give it training rows")
    }
    var (minimums, maximums) = (Array(features[row: 0]), Array(features[row: 0]))
    for row in 0..<features.rowCount {
      for column in 0..<features.columnCount {
        minimums[column] = min(minimums[column], features[row, column])
        maximums[column] = max(maximums[column], features[row, column])
      }
    }
    for (column, (minimum, maximum)) in zip(minimums, maximums).enumerated() {
      guard (maximum - minimum).isFinite else {
        throw .cannotFit(
          "range scaling", "column \(column + 1) has no finite range",
          remedy: "divide it by a large number first")
      }
    }
    return RangeScaling(
      minimums: minimums, maximums: maximums, lower: range.lowerBound, upper: range.upperBound,
      clips: clips)
  }

  private static func check(_ range: ClosedRange<Double>) throws(DatasetError) {
    guard range.lowerBound < range.upperBound, range.lowerBound.isFinite, range.upperBound.isFinite
    else {
      throw .invalidSetting(
        "the range", "\(range.lowerBound) to \(range.upperBound)", "from one finite number to more")
    }
  }

  /// Transforms one sample without allocating.
  public func apply(
    to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
  ) {
    checkSizes(row, output)
    for index in row.indices {
      var position = (row[index] - minimums[index]) / range(of: index)
      if clips { position = min(max(position, 0), 1) }
      output[index] = lower * (1 - position) + upper * position
    }
  }

  /// A feature's range, 1 if it is constant.
  private func range(of index: Int) -> Double {
    let range = maximums[index] - minimums[index]
    let size = max(abs(minimums[index]), abs(maximums[index]))
    return range > 10 * .ulpOfOne * size ? range : 1
  }
}

extension RangeScaling {
  private enum CodingKeys: String, CodingKey { case minimums, maximums, lower, upper, clips }

  /// Reads and checks a scaling.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    minimums = try container.decode([Double].self, forKey: .minimums)
    maximums = try container.decode([Double].self, forKey: .maximums)
    lower = try container.decode(Double.self, forKey: .lower)
    upper = try container.decode(Double.self, forKey: .upper)
    clips = try container.decode(Bool.self, forKey: .clips)
    guard minimums.count == maximums.count, lower < upper, lower.isFinite, upper.isFinite,
      zip(minimums, maximums).allSatisfy({ $0 <= $1 && ($1 - $0).isFinite })
    else { throw DecodingError.badTransform(decoder, "a finite range a feature") }
  }
}

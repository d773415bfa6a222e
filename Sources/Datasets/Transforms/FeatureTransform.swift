import Tables

/// A transform of features that is to be fitted: on training rows, and on nothing else.
public enum FeatureTransform: Sendable, Hashable {
  /// Mean 0 and standard deviation 1; see `StandardScaling`.
  case standard
  /// The training range to another one; see `RangeScaling`.
  case minMax(_ range: ClosedRange<Double>, clips: Bool)
  /// The training range to rotation angles, in radians.
  ///
  /// With `clips`, unseen values beyond the range get the angle at its end. Without, they go round: beyond
  /// 2 pi, angles repeat, so that a very large value looks like a small one.
  case angles(_ range: AngleRange, clips: Bool)
  /// The directions of largest variance, so many; see `PrincipalComponents`.
  case principalComponents(Int)
  /// Means of blocks of an image; see `AveragePooling`.
  case averagePooling(AveragePooling)

  /// Ranges of rotation angles.
  public enum AngleRange: String, Sendable, Hashable, Codable, CaseIterable {
    /// [0, pi]: after RX or RY of |0>, <Z> = cos(angle) tells all values apart.
    case half
    /// [-pi, pi]: a whole turn. Its two ends are the same state, and cos alone does not see the sign.
    case full

    /// The range in radians.
    public var radians: ClosedRange<Double> {
      switch self {
      case .half: 0...Double.pi
      case .full: -Double.pi...Double.pi
      }
    }
  }

  /// The transform fitted to these rows, `[samples, features]`.
  ///
  /// - Throws: `DatasetError` if it cannot be fitted to them.
  public func fitted(to features: Matrix) throws(DatasetError) -> TransformStep {
    switch self {
    case .standard:
      return .standard(try StandardScaling.fitted(to: features))
    case .minMax(let range, let clips):
      return .range(try RangeScaling.fitted(to: features, range: range, clips: clips))
    case .angles(let range, let clips):
      return .range(try RangeScaling.fitted(to: features, range: range.radians, clips: clips))
    case .principalComponents(let count):
      return .principalComponents(try PrincipalComponents.fitted(to: features, count: count))
    case .averagePooling(let pooling):
      try pooling.check(columnCount: features.columnCount)
      return .averagePooling(pooling)
    }
  }
}

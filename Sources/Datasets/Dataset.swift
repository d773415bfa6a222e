import Tables

/// Labelled samples.
public struct Dataset: Sendable, Hashable {
  /// `[samples, features]`
  public let features: Matrix
  /// Each sample's class, `[samples]`, from 0 to `classCount - 1`.
  public let labels: [Int]
  /// How many classes there are, whether or not each occurs.
  public let classCount: Int

  /// A data set of these samples.
  ///
  /// - Precondition: a label for each row of features, all of them classes.
  public init(features: Matrix, labels: [Int], classCount: Int) {
    precondition(
      features.rowCount == labels.count, "\(labels.count) labels for \(features.rowCount) samples")
    precondition(
      labels.allSatisfy { (0..<classCount).contains($0) },
      "labels outside of the classes 0 to \(classCount - 1)")
    self.features = features
    self.labels = labels
    self.classCount = classCount
  }

  /// How many samples there are.
  public var sampleCount: Int { labels.count }
}

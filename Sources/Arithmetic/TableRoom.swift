/// Room for the tables of batches of at most so many samples, in memory of its own.
public final class TableRoom {
  private let memory: Memory
  private let precision: Precision
  private let featureCount, capacity, stride: Int

  /// Room for tables of so many features and at most `capacity` samples.
  public init(_ precision: Precision, featureCount: Int, capacity: Int) {
    self.precision = precision
    self.featureCount = featureCount
    self.capacity = capacity
    stride = BatchTable.stride(forSamples: capacity)
    memory = Memory(
      size: BatchTable.size(precision, featureCount: featureCount, stride: stride))
  }

  /// The table of a batch, `[features, samples]`, with what was last written there; zeros at first.
  ///
  /// - Precondition: there are at most `capacity` samples.
  public func table(sampleCount: Int) -> BatchTable {
    precondition(sampleCount <= capacity, "\(sampleCount) samples in room for \(capacity)")
    return BatchTable(
      at: memory.start, precision, featureCount: featureCount, sampleCount: sampleCount,
      stride: stride)
  }

  /// The table of a batch of as many samples as there is room for.
  public var table: BatchTable { table(sampleCount: capacity) }
}

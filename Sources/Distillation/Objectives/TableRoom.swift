import Arithmetic

/// Room for a table.
final class TableRoom {
  private let memory: Memory
  private let precision: Precision
  private let featureCount, stride: Int

  init(_ precision: Precision, featureCount: Int, capacity: Int) {
    self.precision = precision
    self.featureCount = featureCount
    stride = BatchTable.stride(forSamples: capacity)
    memory = Memory(
      size: BatchTable.size(precision, featureCount: featureCount, stride: stride))
  }

  /// `[features, samples]`
  func table(sampleCount: Int) -> BatchTable {
    BatchTable(
      at: memory.start, precision, featureCount: featureCount, sampleCount: sampleCount,
      stride: stride)
  }
}

extension TableRoom {
  /// Room for pairs of samples of batches of at most so many.
  static func ofPairs(capacity: Int) -> TableRoom {
    TableRoom(
      .double, featureCount: BatchTable.stride(forSamples: capacity), capacity: capacity)
  }
}

import Arithmetic

extension TableRoom {
  /// Room for pairs of samples of batches of at most so many.
  static func ofPairs(capacity: Int) -> TableRoom {
    TableRoom(
      .double, featureCount: BatchTable.stride(forSamples: capacity), capacity: capacity)
  }
}

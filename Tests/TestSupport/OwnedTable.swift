import Arithmetic

/// A batch's table with memory of its own.
public final class OwnedTable {
  private let memory: Memory
  /// The table, `[features, samples]`.
  public let table: BatchTable

  /// A table of these numbers, `[samples, features]`.
  public init(_ rows: [Double], featureCount: Int, _ precision: Precision) {
    let sampleCount = rows.count / featureCount
    let stride = BatchTable.stride(forSamples: sampleCount)
    memory = Memory(
      size: BatchTable.size(precision, featureCount: featureCount, stride: stride))
    table = BatchTable(
      at: memory.start, precision, featureCount: featureCount, sampleCount: sampleCount,
      stride: stride)
    table.fill { feature, sample in rows[sample * featureCount + feature] }
  }

  /// The numbers, `[samples, features]`.
  public var rows: [Double] {
    (0..<table.sampleCount).flatMap { sample in
      (0..<table.featureCount).map { table[$0, sample] }
    }
  }
}

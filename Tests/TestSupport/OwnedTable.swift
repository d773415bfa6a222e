import Arithmetic

/// A batch's table with memory of its own.
public final class OwnedTable {
  private let room: TableRoom
  /// The table, `[features, samples]`.
  public let table: BatchTable

  /// A table of these numbers, `[samples, features]`.
  public init(_ rows: [Double], featureCount: Int, _ precision: Precision) {
    room = TableRoom(precision, featureCount: featureCount, capacity: rows.count / featureCount)
    table = room.table
    table.fill { feature, sample in rows[sample * featureCount + feature] }
  }

  /// The numbers, `[samples, features]`.
  public var rows: [Double] {
    (0..<table.sampleCount).flatMap { sample in
      (0..<table.featureCount).map { table[$0, sample] }
    }
  }
}

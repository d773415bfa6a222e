import FileFormats
import Tables

extension DataTable {
  /// The table as bytes, piece after piece: the same for the same table on every machine, and for no other
  /// table. A hash of them says which data a result is of.
  ///
  /// Numbers are little-endian, of 64 bits; a text is the number of its UTF-8 bytes and these bytes. In this
  /// order: the text `qdistill-table/1`; the numbers of rows, features and classes; whether there are ids, 1
  /// or 0; the features' names; the classes' names; then for each row its id, if there are ids, its
  /// features' bit patterns, and its class's index or, without a label, the number of classes.
  ///
  /// Allocates memory for one row and its id.
  ///
  /// - Parameter body: is given the pieces in order. They are gone when it returns.
  public func withCanonicalBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var bytes = CanonicalBytes()
    bytes.append(
      rowCount: sampleCount, featureNames: featureNames, classNames: classNames,
      hasIDs: sampleIDs != nil)
    try bytes.flush(to: body)
    for row in 0..<sampleCount {
      bytes.append(
        id: sampleIDs?[row], features: features[row: row], label: labels[row] ?? classCount)
      try bytes.flush(to: body)
    }
  }
}

/// Bytes that are collected and given away.
struct CanonicalBytes {
  private var bytes: [UInt8] = []

  /// What stands before the rows.
  mutating func append(
    rowCount: Int, featureNames: [String], classNames: [String], hasIDs: Bool
  ) {
    append("qdistill-table/1")
    append([rowCount, featureNames.count, classNames.count, hasIDs ? 1 : 0])
    for name in featureNames { append(name) }
    for name in classNames { append(name) }
  }

  /// A row.
  ///
  /// - Parameter label: its class, or the number of classes.
  mutating func append(id: String?, features: ArraySlice<Double>, label: Int) {
    if let id { append(id) }
    for feature in features { bytes.append(littleEndian: feature.bitPattern) }
    append([label])
  }

  private mutating func append(_ numbers: [Int]) {
    for number in numbers { bytes.append(littleEndian: UInt64(number)) }
  }

  private mutating func append(_ text: String) {
    append([text.utf8.count])
    bytes.append(contentsOf: text.utf8)
  }

  /// Gives the bytes away and keeps their memory.
  mutating func flush<Failure: Error>(
    to body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBufferPointer { piece throws(Failure) in
      try body(UnsafeRawBufferPointer(piece))
    }
    bytes.removeAll(keepingCapacity: true)
  }
}

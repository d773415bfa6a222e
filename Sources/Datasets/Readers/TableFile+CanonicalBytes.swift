import FileFormats

// The canonical bytes of tables that are read anew, so that not all of one need be in memory.

extension TableFile {
  /// The canonical bytes of the table that ``read(classes:)`` gives; see ``DataTable/withCanonicalBytes(_:)``.
  ///
  /// Allocates memory for one row.
  ///
  /// - Parameters:
  ///   - rowCount: how many rows there are.
  ///   - classes: the names of all classes, in their order.
  ///   - body: is given the pieces in order. They are gone when it returns.
  /// - Throws: `FileError` if the file cannot be read, or is not what these say.
  public func withCanonicalBytes(
    rowCount: Int, classes: [String], _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(FileError) {
    var rows = try TableRows(self)
    let indices = ClassIndices(classes)
    var bytes = CanonicalBytes()
    bytes.append(
      rowCount: rowCount,
      featureNames: rows.featureNames ?? DataTable.featureNames(count: rows.places.features.count),
      classNames: classes, hasIDs: sampleID != nil)
    var (count, features): (Int, [Double]) = (0, [])
    repeat {
      count += 1
      features.removeAll(keepingCapacity: true)
      try rows.appendFeatures(to: &features)
      let label = try indices.indexOrCount(of: rows.label) { reason in
        rows.reader.error(at: rows.places.label!, reason)
      }
      bytes.append(id: rows.sampleID, features: features[...], label: label)
      bytes.flush(to: body)
    } while try rows.next()
    guard count == rowCount else {
      throw FileError(badContentsOf: rows.reader.name, reason: "it changes while it is read")
    }
  }
}

extension ArrayFiles {
  /// The canonical bytes of the table that ``read(featureCount:classes:)`` gives; see ``DataTable/withCanonicalBytes(_:)``.
  ///
  /// - Parameters:
  ///   - classes: the names of all classes, in their order.
  ///   - body: is given the pieces in order. They are gone when it returns.
  /// - Throws: `FileError` if the arrays cannot be read, or are not what these say.
  public func withCanonicalBytes(
    classes: [String], _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(FileError) {
    let arrays = try SampleArrays(self)
    let indices = ClassIndices(classes)
    let width = arrays.featureCount
    var bytes = CanonicalBytes()
    bytes.append(
      rowCount: arrays.sampleCount, featureNames: DataTable.featureNames(count: width),
      classNames: classes, hasIDs: arrays.hasIDs)
    for rows in arrays.batches {
      let features = try arrays.features(of: rows)
      let labels = try arrays.labels(of: rows, indices)
      let ids = try arrays.ids(of: rows)
      for offset in 0..<rows.count {
        let label = try indices.indexOrCount(of: labels?[offset]) { reason in
          FileError(
            badContentsOf: arrays.labelsName, at: .row(rows.lowerBound + offset + 1),
            reason: reason)
        }
        bytes.append(
          id: ids?[offset], features: features[offset * width..<(offset + 1) * width], label: label)
        bytes.flush(to: body)
      }
    }
  }
}

import FileFormats
import Tables

/// Samples in arrays: each array in a file of its own (NPY or IDX, also as .gz), or all in an NPZ archive.
public struct ArrayFiles: Sendable, Hashable {
  /// The NPZ archive, if there is one.
  public let archive: String?
  /// A file, or a name in the archive.
  public let features: String
  /// Likewise; `nil` if labels do not matter.
  public let labels: String?
  /// The samples' names, if they have any.
  public let ids: String?

  /// What the array of the features is called in messages.
  public var name: String { archive.map { "\($0): \(features)" } ?? features }

  /// These arrays.
  public init(
    archive: String? = nil, features: String, labels: String? = nil, ids: String? = nil
  ) {
    self.archive = archive
    self.features = features
    self.labels = labels
    self.ids = ids
  }

  /// Reads all of them.
  ///
  /// - Parameters:
  ///   - featureCount: how many numbers a sample must have.
  ///   - classes: the names of all classes, in their order. A label that is a whole number, and no such name, is a place in
  ///     it, from 0.
  /// - Returns: the table, and the shape of a sample, such as `[28, 28]` of images.
  /// - Throws: `FileError` if a file cannot be read, or an array is not what it should be.
  public func read(
    featureCount: Int, classes: [String]
  ) throws(FileError) -> (table: DataTable, sampleShape: [Int]) {
    let arrays = try SampleArrays(self)
    try arrays.check(featureCount: featureCount)
    let all = 0..<arrays.sampleCount
    do throws(DatasetError) {
      try DataTable.check(rowCount: all.count, columnCount: featureCount)
    } catch {
      throw FileError(badContentsOf: arrays.name, reason: "\(error)")
    }
    let elements = try arrays.features(of: all)
    let labels = try arrays.labels(of: all, ClassIndices(classes))
    let ids = try arrays.ids(of: all)
    do throws(DatasetError) {
      let table = try DataTable(
        features: Matrix(rowCount: all.count, columnCount: featureCount, elements: elements),
        labels: labels ?? Array(repeating: nil, count: all.count), classes: classes, sampleIDs: ids)
      return (table, arrays.sampleShape)
    } catch {
      let isOfLabel = if case .unknownLabel = error { true } else { false }
      throw FileError(
        badContentsOf: isOfLabel ? arrays.labelsName : arrays.name, reason: "\(error)")
    }
  }
}

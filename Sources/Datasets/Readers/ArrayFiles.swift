import FileFormats
import Tables

/// A table in arrays: each in a file of its own (NPY; IDX, also as .gz), or all in an NPZ archive.
public struct ArrayFiles: Sendable, Hashable {
  /// The NPZ archive, if there is one.
  public let archive: String?
  /// Files, or names in the archive.
  public let features, labels: String
  /// The samples' names, if they have any.
  public let ids: String?

  /// These arrays.
  public init(archive: String? = nil, features: String, labels: String, ids: String? = nil) {
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
  /// - Throws: `FileError` if a file cannot be read, or an array is not what it should be.
  public func read(featureCount: Int, classes: [String]) throws(FileError) -> DataTable {
    let numbers = try array(features)
    let sampleCount = numbers.shape.first ?? 0
    guard numbers.shape.count >= 2, sampleCount > 0, numbers.count == sampleCount * featureCount
    else {
      throw error(
        features,
        "its shape is \(numbers.shape), where [samples, \(featureCount)] or an image of \(featureCount) numbers "
          + "for each sample should be")
    }
    guard let elements = numbers.doubles else { throw error(features, "it does not hold numbers") }
    let names = try array(labels)
    try check(names, labels, sampleCount)
    let texts = names.texts ?? names.integers.map { $0.map { Self.name($0, classes) } }
    guard let texts else { throw error(labels, "labels must be whole numbers or texts") }
    var sampleIDs: [String]?
    if let ids {
      let values = try array(ids)
      try check(values, ids, sampleCount)
      sampleIDs = values.texts ?? values.integers.map { $0.map { "\($0)" } }
      if sampleIDs == nil { throw error(ids, "names must be whole numbers or texts") }
    }
    do throws(DatasetError) {
      return try DataTable(
        features: Matrix(rowCount: sampleCount, columnCount: featureCount, elements: elements),
        labels: texts, classes: classes, sampleIDs: sampleIDs)
    } catch {
      throw self.error(features, "\(error)")
    }
  }

  /// The class that a whole number stands for.
  private static func name(_ number: Int64, _ classes: [String]) -> String {
    let text = "\(number)"
    guard !classes.contains(text), let index = Int(exactly: number), classes.indices.contains(index)
    else { return text }
    return classes[index]
  }

  private func check(_ array: NDArray, _ name: String, _ sampleCount: Int) throws(FileError) {
    guard array.count == sampleCount, array.shape.first == sampleCount else {
      throw error(
        name, "its shape is \(array.shape), where there are \(sampleCount) samples")
    }
  }

  private func array(_ name: String) throws(FileError) -> NDArray {
    if let archive { return try NPZ(archive).array(named: name) }
    let contents = try FileContents(of: name)
    if GZip.isGZip(contents) { return try IDX.decode(try GZip.expand(contents)) }
    return contents.bytes.starts(with: [0, 0])
      ? try IDX.decode(contents) : try NPY.decode(contents)
  }

  private func error(_ name: String, _ reason: String) -> FileError {
    FileError(badContentsOf: archive.map { "\($0): \(name)" } ?? name, reason: reason)
  }
}

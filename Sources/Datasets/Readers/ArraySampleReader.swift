import FileFormats
import Tables

/// Reads samples in arrays in batches.
public struct ArraySampleReader: ~Copyable, SampleSource {
  /// What the array of the features is called in messages.
  public var name: String { arrays.name }
  /// Whether there is an array of the samples' names.
  public var hasSampleIDs: Bool { arrays.hasIDs }
  /// Arrays have no names that could stand over a column.
  public var sampleIDName: String? { nil }

  private let arrays: SampleArrays
  private let classes: ClassIndices?
  private var position = 0

  /// Opens arrays.
  ///
  /// - Parameters:
  ///   - files: where the features are, and the labels and the samples' names where there are any.
  ///   - featureCount: how many numbers a sample must have; an image's pixels, row after row.
  ///   - classes: the names of all classes, where labels are needed; without them labels are not read. A label that is a whole
  ///     number, and no such name, is a place among them, from 0.
  /// - Throws: `FileError` if they cannot be read, or do not fit together.
  public init(
    _ files: ArrayFiles, featureCount: Int, classes: [String] = []
  ) throws(FileError) {
    let arrays = try SampleArrays(files)
    try arrays.check(featureCount: featureCount)
    self.arrays = arrays
    self.classes = classes.isEmpty ? nil : ClassIndices(classes)
  }

  /// The next samples; `nil` after the last.
  ///
  /// - Throws: `FileError`, with the row from 1, for a feature that is not finite, and for a label that is no class.
  public mutating func next(maximumCount: Int) throws(FileError) -> SampleBatch? {
    precondition(maximumCount > 0, "batches of \(maximumCount) samples")
    guard position < arrays.sampleCount else { return nil }
    let rows = position..<min(position + maximumCount, arrays.sampleCount)
    position = rows.upperBound
    let elements = try arrays.features(of: rows)
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      let (row, feature) = index.quotientAndRemainder(dividingBy: arrays.featureCount)
      throw FileError(
        badContentsOf: name, at: .row(rows.lowerBound + row + 1),
        reason: "feature x\(feature) is \(elements[index]); put a finite number there")
    }
    var labels: [Int] = []
    if let classes {
      for (row, label) in zip(rows, try arrays.labels(of: rows, classes) ?? []) {
        let index = try classes.index(of: label) { reason in
          FileError(badContentsOf: arrays.labelsName, at: .row(row + 1), reason: reason)
        }
        labels.append(index)
      }
    }
    return SampleBatch(
      features: Matrix(
        rowCount: rows.count, columnCount: arrays.featureCount, elements: elements),
      labels: labels, sampleIDs: try arrays.ids(of: rows) ?? [], places: rows.map { .row($0 + 1) })
  }
}

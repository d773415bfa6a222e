import FileFormats

/// Samples in arrays that are open: any rows of them can be read.
struct SampleArrays: ~Copyable, Sendable {
  /// What the array of the features is called in messages.
  var name: String { features.name }
  /// What the array of the labels is called in messages, or without one that of the features.
  var labelsName: String {
    switch labels {
    case .some(let labels): labels.name
    case .none: features.name
    }
  }
  /// The size of the first dimension.
  let sampleCount: Int
  /// The sizes of the others, such as `[28, 28]` of images.
  let sampleShape: [Int]
  /// How many numbers a sample has.
  let featureCount: Int
  /// How an element of the features is stored, such as `float64`.
  var elementName: String { features.elementName }
  var hasLabels: Bool { labels != nil }
  var hasIDs: Bool { ids != nil }

  /// All rows, as many at a time as make up a few megabytes.
  var batches: [Range<Int>] {
    let size = max(1, (1 << 19) / featureCount)
    return stride(from: 0, to: sampleCount, by: size).map {
      $0..<min($0 + size, sampleCount)
    }
  }

  private let features: StoredArray
  private let labels, ids: StoredArray?

  /// - Throws: `FileError` if a file cannot be read, or there is not a label and a name for each sample.
  init(_ files: ArrayFiles) throws(FileError) {
    let archive: NPZ?
    if let path = files.archive { archive = try NPZ(path) } else { archive = nil }
    func open(_ name: String) throws(FileError) -> StoredArray {
      if let archive { try archive.storedArray(named: name) } else { try StoredArray(name) }
    }
    func open(_ name: String?, for sampleCount: Int) throws(FileError) -> StoredArray? {
      guard let name else { return nil }
      let array = try open(name)
      guard array.shape == [sampleCount] || array.shape == [sampleCount, 1] else {
        throw FileError(
          badContentsOf: array.name,
          reason: "its shape is \(array.shape), where there are \(sampleCount) samples")
      }
      return array
    }
    let features = try open(files.features)
    let shape = features.shape
    guard !shape.isEmpty, features.count > 0 else {
      throw FileError(
        badContentsOf: features.name,
        reason: "its shape is \(shape), where [samples, features] or the like should be")
    }
    let labels = try open(files.labels, for: shape[0])
    let ids = try open(files.ids, for: shape[0])
    sampleCount = shape[0]
    sampleShape = Array(shape.dropFirst())
    featureCount = features.count / shape[0]
    self.features = features
    self.labels = labels
    self.ids = ids
  }

  /// Makes sure that samples have so many features.
  func check(featureCount: Int) throws(FileError) {
    guard self.featureCount == featureCount else {
      throw FileError(
        badContentsOf: name,
        reason:
          "its shape is \([sampleCount] + sampleShape), where [samples, \(featureCount)] or an "
          + "image of \(featureCount) numbers for each sample should be")
    }
  }

  /// What these samples hold, `[rows, featureCount]`, as it is in the file.
  func values(of rows: Range<Int>) throws(FileError) -> NDArray {
    try features.elements(in: rows.lowerBound * featureCount..<rows.upperBound * featureCount)
  }

  /// The numbers of these samples, `[rows, featureCount]`.
  func features(of rows: Range<Int>) throws(FileError) -> [Double] {
    let array = try values(of: rows)
    if let numbers = array.doubles { return numbers }
    guard let index = array.firstInexactInteger, let integers = array.integers else {
      throw FileError(badContentsOf: name, reason: "it holds texts, not numbers")
    }
    throw FileError(
      badContentsOf: name, at: .row(rows.lowerBound + index / featureCount + 1),
      reason: "\(integers[index]) is too large a whole number for a feature")
  }

  /// The names of these samples' classes; `nil` without labels.
  func labels(
    of rows: Range<Int>, _ classes: ClassIndices
  ) throws(FileError) -> [String]? {
    try texts(of: rows, labels, "labels") { classes.name(of: $0) }
  }

  /// The names of these samples; `nil` if they have none.
  func ids(of rows: Range<Int>) throws(FileError) -> [String]? {
    try texts(of: rows, ids, "names") { "\($0)" }
  }

  private func texts(
    of rows: Range<Int>, _ array: borrowing StoredArray?, _ what: String,
    _ text: (Int64) -> String
  ) throws(FileError) -> [String]? {
    switch array {
    case .none: return nil
    case .some(let array):
      let elements = try array.elements(in: rows)
      guard let texts = elements.texts ?? elements.integers.map({ $0.map(text) }) else {
        throw FileError(badContentsOf: array.name, reason: "\(what) must be whole numbers or texts")
      }
      return texts
    }
  }
}

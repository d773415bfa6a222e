import RandomStreams
import Tables

extension HyperplaneParity {
  /// A data set with this many samples of each class: class 0, then class 1. Allocates it, and no more.
  ///
  /// - Throws: `DatasetError` if there would be no sample, or too many.
  public func sample(
    perClass: Int, from stream: inout RandomStream
  ) throws(DatasetError) -> Dataset {
    try check(perClass: perClass)
    var features = Matrix(rowCount: classCount * perClass, columnCount: dimension)
    var point = [Double](repeating: 0, count: subspaceDimension)
    var sizes = [0, 0]
    while sizes != [perClass, perClass] {
      draw(&point, from: &stream)
      let label = label(of: point)
      guard sizes[label] < perClass else { continue }
      let row = label * perClass + sizes[label]
      for column in 0..<dimension { features[row, column] = feature(column, of: point) }
      sizes[label] += 1
    }
    return Dataset(
      features: features, labels: (0..<classCount * perClass).map { $0 / perClass },
      classCount: classCount)
  }

  /// Makes sure that there is a data set with this many samples of each class.
  ///
  /// - Throws: `DatasetError` if there would be no sample, or too many.
  public func check(perClass: Int) throws(DatasetError) {
    guard perClass > 0 else {
      throw .invalidSetting("per-class", "\(perClass)", "at least 1 sample of each class")
    }
    let limit = ExtendedXOR.elementLimit / (classCount * dimension)
    guard perClass <= limit else {
      throw .invalidSetting(
        "per-class", "\(perClass)", "at most \(limit), or the data set would be too large")
    }
  }

  /// One part of a seed's data. Each part has a random stream of its own, so that the size of one never
  /// changes another.
  ///
  /// - Throws: `DatasetError` if there would be no sample, or too many.
  public func sample(
    _ part: DataPart, perClass: Int, seed: UInt64
  ) throws(DatasetError) -> Dataset {
    var stream = RandomStream(seed: seed, name: "data/\(part.rawValue)")
    return try sample(perClass: perClass, from: &stream)
  }
}

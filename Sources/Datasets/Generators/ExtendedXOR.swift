import Tables
import RandomStreams

/// Extended XOR: Gaussian blobs on a grid whose classes alternate along every axis.
///
/// Of the k^d blobs, the one at (i_1, ..., i_d) is centred at (i_a - (k - 1) / 2), has the class
/// (i_1 + ... + i_d) mod C, and scatters with standard deviation sigma, in units of the grid's spacing.
/// All coordinates are divided by k / 2, so that the grid fills [-1, 1]. With k = C = d = 2 it is XOR.
///
/// The definition is ours; *Quantum Enhanced Knowledge Distillation* (2024) names the task but not its
/// details.
public struct ExtendedXOR: Sendable, Hashable {
  /// k, the number of blobs along an axis.
  public let grid: Int
  /// C, the number of classes.
  public let classCount: Int
  /// The scatter of a blob, in units of the grid's spacing.
  public let sigma: Double
  /// d, the number of features.
  public let dimension: Int

  /// A generator with these settings.
  ///
  /// - Throws: `DatasetError` if no data set can have them.
  public init(
    grid: Int = 4, classCount: Int = 3, sigma: Double = 0.3, dimension: Int = 2
  ) throws(DatasetError) {
    guard grid >= 2 else {
      throw .invalidSetting("grid", "\(grid)", "at least 2 blobs along an axis")
    }
    guard classCount >= 2 else {
      throw .invalidSetting("classes", "\(classCount)", "at least 2 classes")
    }
    guard (0...Self.sigmaLimit).contains(sigma) else {
      throw .invalidSetting("sigma", "\(sigma)", "a number from 0 to \(Self.sigmaLimit)")
    }
    guard dimension >= 2 else {
      throw .invalidSetting("dimension", "\(dimension)", "at least 2 features")
    }
    // Two features at least.
    let widest = Int(Double(Self.blobLimit).squareRoot())
    guard grid <= widest else {
      throw .invalidSetting(
        "grid", "\(grid)", "at most \(widest): a data set has at most \(Self.blobLimit) blobs")
    }
    guard Self.blobCount(grid: grid, dimension: dimension) <= Self.blobLimit else {
      throw .invalidSetting(
        "dimension", "\(dimension)",
        "fewer: \(grid)^\(dimension) blobs are more than \(Self.blobLimit)")
    }
    // The largest sum of indices is d (k - 1); a class above it would never occur.
    guard classCount <= dimension * (grid - 1) + 1 else {
      throw .invalidSetting(
        "classes", "\(classCount)",
        "at most \(dimension * (grid - 1) + 1): a grid of \(grid) in \(dimension) dimensions has no more"
      )
    }
    self.grid = grid
    self.classCount = classCount
    self.sigma = sigma
    self.dimension = dimension
  }

  static let blobLimit = 1_000_000
  /// With a wider scatter than this nothing of the blobs is left.
  static let sigmaLimit = 1e6

  /// How many blobs there are: k^d.
  public var blobCount: Int { Self.blobCount(grid: grid, dimension: dimension) }

  /// k^d, or any number above the limit if it is more than that.
  private static func blobCount(grid: Int, dimension: Int) -> Int {
    var count = 1
    for _ in 0..<dimension {
      if count > blobLimit / grid { return blobLimit + 1 }
      count *= grid
    }
    return count
  }

  /// A data set with this many samples of each blob, blob by blob.
  ///
  /// - Throws: `DatasetError` if there would be no sample, or too many.
  public func sample(
    perBlob: Int, from stream: inout RandomStream
  ) throws(DatasetError) -> Dataset {
    try check(perBlob: perBlob)
    var elements: [Double] = []
    var labels: [Int] = []
    elements.reserveCapacity(blobCount * perBlob * dimension)
    labels.reserveCapacity(blobCount * perBlob)
    for blob in 0..<blobCount {
      let (centre, label) = (centre(of: blob), label(of: blob))
      for _ in 0..<perBlob {
        for coordinate in centre {
          elements.append((coordinate + sigma * stream.normal()) / scale)
        }
        labels.append(label)
      }
    }
    return Dataset(
      features: Matrix(rowCount: labels.count, columnCount: dimension, elements: elements),
      labels: labels, classCount: classCount)
  }

  /// Makes sure that there is a data set with this many samples of each blob.
  ///
  /// - Throws: `DatasetError` if there would be no sample, or too many.
  public func check(perBlob: Int) throws(DatasetError) {
    guard perBlob > 0 else {
      throw .invalidSetting("per-blob", "\(perBlob)", "at least 1 sample of each blob")
    }
    guard perBlob <= Self.elementLimit / (blobCount * dimension) else {
      throw .invalidSetting(
        "per-blob", "\(perBlob)",
        "at most \(Self.elementLimit / (blobCount * dimension)), or the data set would be too large"
      )
    }
  }

  /// As many numbers as a data set holds: 256 MiB.
  static let elementLimit = 1 << 25

  /// One part of a seed's data. Each part has a random stream of its own, so that the size of one never
  /// changes another.
  ///
  /// - Throws: `DatasetError` if there would be no sample, or too many.
  public func sample(
    _ part: DataPart, perBlob: Int, seed: UInt64
  ) throws(DatasetError) -> Dataset {
    var stream = RandomStream(seed: seed, name: "data/\(part.rawValue)")
    return try sample(perBlob: perBlob, from: &stream)
  }

  /// What coordinates on the grid are divided by to become features.
  var scale: Double { Double(grid) / 2 }

  /// A blob's indices along the axes. The last one changes fastest.
  func indices(of blob: Int) -> [Int] {
    var rest = blob
    var indices = [Int](repeating: 0, count: dimension)
    for axis in indices.indices.reversed() {
      (rest, indices[axis]) = rest.quotientAndRemainder(dividingBy: grid)
    }
    return indices
  }

  /// A blob's centre on the grid, `[dimension]`.
  func centre(of blob: Int) -> [Double] {
    indices(of: blob).map { centre(ofIndex: Double($0)) }
  }

  /// Where the blobs with this index along an axis are centred on it.
  func centre(ofIndex index: Double) -> Double {
    index - Double(grid - 1) / 2
  }

  func label(of blob: Int) -> Int {
    indices(of: blob).reduce(0, +) % classCount
  }
}

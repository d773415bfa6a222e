import CKernels

/// A table of numbers of a batch in memory that somebody else owns: for each feature one number per sample, the
/// samples side by side, `[features][stride]`.
///
/// Samples beyond the batch's end hold finite numbers that nobody looks at.
public struct BatchTable {
  /// The first number.
  public let start: UnsafeMutableRawPointer
  /// What the numbers are.
  public let precision: Precision
  /// How many numbers a sample has.
  public let featureCount: Int
  /// How many samples there are.
  public let sampleCount: Int
  /// How far apart the features of a sample are, in numbers.
  public let stride: Int

  /// A table at an address.
  public init(
    at start: UnsafeMutableRawPointer, _ precision: Precision, featureCount: Int, sampleCount: Int,
    stride: Int
  ) {
    self.start = start
    self.precision = precision
    self.featureCount = featureCount
    self.sampleCount = sampleCount
    self.stride = stride
  }

  /// Room for so many samples, in numbers: what the kernels ask of a stride.
  public static func stride(forSamples count: Int) -> Int {
    roundUp(count, to: QD_SAMPLE_ALIGNMENT)
  }

  /// The bytes of a table.
  public static func size(_ precision: Precision, featureCount: Int, stride: Int) -> Int {
    roundUp(featureCount * stride * precision.size, to: QD_ALIGNMENT)
  }

  /// The batch, as the kernels are told of it.
  public var batch: qd_batch { qd_batch(sample_count: sampleCount, stride: stride) }

  /// The same table for some of its samples. Passes over them may write to the end of a vector.
  ///
  /// - Precondition: the first sample is a multiple of what the widest vector holds.
  public subscript(samples: Range<Int>) -> BatchTable {
    precondition(
      samples.lowerBound % QD_SAMPLE_ALIGNMENT == 0,
      "a part of a batch that begins with sample \(samples.lowerBound)")
    return BatchTable(
      at: start + samples.lowerBound * precision.size, precision, featureCount: featureCount,
      sampleCount: samples.count, stride: stride)
  }

  /// One number.
  public subscript(feature: Int, sample: Int) -> Double {
    get {
      let index = feature * stride + sample
      return switch precision {
      case .single: Double(start.load(fromByteOffset: 4 * index, as: Float.self))
      case .double: start.load(fromByteOffset: 8 * index, as: Double.self)
      }
    }
    nonmutating set {
      let index = feature * stride + sample
      switch precision {
      case .single: start.storeBytes(of: Float(newValue), toByteOffset: 4 * index, as: Float.self)
      case .double: start.storeBytes(of: newValue, toByteOffset: 8 * index, as: Double.self)
      }
    }
  }

  /// One feature of all samples, and of the places that a vector holds beyond the last one.
  ///
  /// - Parameters:
  ///   - feature: which one, counted from 0.
  ///   - type: `Float` or `Double`, as the precision says.
  public func row<Number>(
    _ feature: Int, _ type: Number.Type
  ) -> UnsafeMutableBufferPointer<Number> {
    assert(MemoryLayout<Number>.size == precision.size, "\(type) in a table of \(precision)")
    return UnsafeMutableBufferPointer(
      start: start.assumingMemoryBound(to: type) + feature * stride,
      count: BatchTable.stride(forSamples: sampleCount))
  }

  /// Writes every number, feature by feature for the first sample, then for the next. The places that a vector holds beyond
  /// the last sample become zero.
  public func fill(_ value: (_ feature: Int, _ sample: Int) -> Double) {
    for sample in 0..<sampleCount {
      for feature in 0..<featureCount { self[feature, sample] = value(feature, sample) }
    }
    for sample in sampleCount..<BatchTable.stride(forSamples: sampleCount) {
      for feature in 0..<featureCount { self[feature, sample] = 0 }
    }
  }

  /// Adds another table's numbers, those beyond the last sample too.
  ///
  /// - Precondition: both have the same shape and precision.
  public func add(_ other: BatchTable) {
    precondition(
      precision == other.precision && featureCount == other.featureCount
        && sampleCount == other.sampleCount && stride == other.stride, "tables of two shapes")
    func add<Number: FloatingPoint>(_: Number.Type) {
      for feature in 0..<featureCount {
        let (numbers, others) = (row(feature, Number.self), other.row(feature, Number.self))
        for index in numbers.indices { numbers[index] += others[index] }
      }
    }
    switch precision {
    case .single: add(Float.self)
    case .double: add(Double.self)
    }
  }

  /// Makes all numbers zero, those beyond the last sample too.
  public func clear() {
    let count = BatchTable.stride(forSamples: sampleCount) * precision.size
    for feature in 0..<featureCount {
      (start + feature * stride * precision.size).initializeMemory(
        as: UInt8.self, repeating: 0, count: count)
    }
  }
}

import Tables

/// How rows of features become a model's input.
struct ONNXInputLayout: Equatable {
  /// The type of the input's elements.
  let element: ONNXElement
  /// The sizes of one sample, such as `[4]` or `[3, 32, 32]`.
  let sampleShape: [Int]
  /// How many samples one run takes.
  let sampleCount: Int
  /// Whether every run takes exactly so many.
  let isFixed: Bool

  /// The largest number of samples, and of elements, that go into a run where the model leaves it open: they
  /// bound the memory. Results must not depend on the machine, so these do not either.
  static let largestSampleCount = 256
  static let largestElementCount = 1 << 20

  /// What a file may claim, but no model takes.
  private static let impossibleElementCount = 1 << 32

  /// Fits rows of so many features to an input; the error says what is wrong with the model or the data.
  init(_ input: ONNXValueType, featureCount: Int) throws(ONNXFailure) {
    guard case .tensor(let element, let shape) = input.kind else {
      throw ONNXFailure("its input is not a tensor (\(input)); export a model that takes one")
    }
    guard [.float, .double, .int64, .int32].contains(element) else {
      throw ONNXFailure(
        "its input has elements of the type \(element) (\(input)); export it with float")
    }
    guard shape.count != 1 else {
      throw ONNXFailure("its input has one dimension (\(input)); export it for [samples, features]")
    }
    self.element = element
    sampleShape = try Self.sampleShape(input, shape.dropFirst(), featureCount: featureCount)
    let fixedCount = shape.first.flatMap { $0 }
    isFixed = fixedCount != nil
    sampleCount =
      fixedCount
      ?? max(1, min(Self.largestSampleCount, Self.largestElementCount / max(featureCount, 1)))
    guard Self.product([sampleCount, featureCount]) <= Self.impossibleElementCount else {
      throw ONNXFailure("its input is too large (\(input)); export it for any number of samples")
    }
  }

  /// How many features a sample has; `nil` if the model leaves it open.
  static func featureCount(of input: ONNXValueType) -> Int? {
    guard case .tensor(_, let shape) = input.kind, shape.count > 1 else { return nil }
    let sizes = shape.dropFirst().compactMap { $0 }
    return sizes.count == shape.count - 1 ? product(sizes) : nil
  }

  private static func sampleShape(
    _ input: ONNXValueType, _ shape: ArraySlice<Int?>, featureCount: Int
  ) throws(ONNXFailure) -> [Int] {
    // A model may not say what it takes: then it is a table, as nearly always.
    if shape.isEmpty { return [featureCount] }
    let known = product(shape.compactMap { $0 })
    let openCount = shape.count { $0 == nil }
    guard openCount <= 1 else {
      throw ONNXFailure(
        "its input leaves more than one size of a sample open (\(input)); export it with fixed sizes"
      )
    }
    let fits = openCount == 0 ? known == featureCount : featureCount % known == 0
    guard fits else {
      let wanted = openCount == 0 ? "\(known)" : "a multiple of \(known)"
      throw ONNXFailure(
        "it takes \(wanted) features a sample (\(input)), and the data has \(featureCount)")
    }
    return shape.map { $0 ?? featureCount / known }
  }

  /// The product of positive sizes, or the largest number if there is no such number.
  private static func product(_ sizes: some Sequence<Int>) -> Int {
    sizes.reduce(1) { product, size in
      let (result, isTooLarge) = product.multipliedReportingOverflow(by: size)
      return isTooLarge ? .max : result
    }
  }

  /// The bytes of one run's input.
  var byteCount: Int {
    let size = element == .float || element == .int32 ? 4 : 8
    return sampleCount * Self.product(sampleShape) * size
  }

  /// Writes samples as the input's elements. Where the model takes more than there are, the last one is
  /// repeated: it does nothing that it did not do before, as zeros might.
  func fill(
    _ memory: UnsafeMutableRawBufferPointer, from features: Matrix, _ samples: Range<Int>
  ) throws(ONNXFailure) {
    for place in 0..<(isFixed ? sampleCount : samples.count) {
      let sample = min(samples.lowerBound + place, samples.upperBound - 1)
      let start = place * features.columnCount
      for (column, feature) in features[row: sample].enumerated() {
        let index = start + column
        switch element {
        case .float: memory.storeBytes(of: Float(feature), toByteOffset: 4 * index, as: Float.self)
        case .double: memory.storeBytes(of: feature, toByteOffset: 8 * index, as: Double.self)
        case .int32:
          let whole = try Self.whole(feature, Int32.self, sample: sample, column: column)
          memory.storeBytes(of: whole, toByteOffset: 4 * index, as: Int32.self)
        default:
          let whole = try Self.whole(feature, Int64.self, sample: sample, column: column)
          memory.storeBytes(of: whole, toByteOffset: 8 * index, as: Int64.self)
        }
      }
    }
  }

  private static func whole<Whole: FixedWidthInteger>(
    _ feature: Double, _ type: Whole.Type, sample: Int, column: Int
  ) throws(ONNXFailure) -> Whole {
    guard let whole = Whole(exactly: feature) else {
      throw ONNXFailure(
        "it takes whole numbers, and feature \(column) of sample \(sample) (both from 0) is \(feature)"
      )
    }
    return whole
  }
}

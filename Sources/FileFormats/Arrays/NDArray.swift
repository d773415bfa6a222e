/// An array from a file, of any number of dimensions, in row-major order: the last index changes fastest.
public struct NDArray: Sendable, Hashable {
  /// What an array holds. Nothing is rounded when it is read.
  public enum Elements: Sendable, Hashable {
    /// Floating-point numbers of any precision.
    case reals([Double])
    /// Whole numbers with or without a sign.
    case integers([Int64])
    /// Whole numbers from 0 to 255, such as grey values; and truth values, as 0 and 1.
    case bytes([UInt8])
    /// Texts, such as names of classes or samples.
    case texts([String])
  }

  /// The size of each dimension; empty for a single number.
  public let shape: [Int]
  /// All elements in row-major order.
  public let elements: Elements

  /// The most dimensions that an array may have: as many as NumPy grants it.
  public static let maximumDimensionCount = 64

  /// An array of these elements.
  ///
  /// - Precondition: there are as many as the shape says, and no more than 64 dimensions.
  public init(shape: [Int], _ elements: Elements) {
    precondition(
      Self.count(of: shape) == elements.count,
      "\(elements.count) elements do not fill an array of shape \(shape)")
    precondition(shape.count <= Self.maximumDimensionCount, "\(shape.count) dimensions")
    self.shape = shape
    self.elements = elements
  }

  /// The number of elements.
  public var count: Int { elements.count }

  /// How many elements a shape has; `nil` if that is more than an Int holds, or a size is negative.
  static func count(of shape: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    if shape.contains(0) { return 0 }
    var count = 1
    for size in shape {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      if isTooLarge { return nil }
      count = product
    }
    return count
  }

  /// The elements as numbers, unchanged: `nil` if they are texts, or if one of them is a whole number that
  /// a Double cannot hold (``firstInexactInteger``).
  public var doubles: [Double]? {
    switch elements {
    case .reals(let numbers): numbers
    case .integers(let numbers): firstInexactInteger == nil ? numbers.map { Double($0) } : nil
    case .bytes(let numbers): numbers.map { Double($0) }
    case .texts: nil
    }
  }

  /// The place of the first whole number that a Double cannot hold; `nil` if it holds them all.
  public var firstInexactInteger: Int? {
    guard case .integers(let numbers) = elements else { return nil }
    return numbers.firstIndex { Int64(exactly: Double($0)) != $0 }
  }

  /// The elements as whole numbers, unchanged: `nil` if they are texts, or one of them is no whole number.
  public var integers: [Int64]? {
    switch elements {
    case .reals(let numbers):
      numbers.allSatisfy { Int64(exactly: $0) != nil } ? numbers.map { Int64($0) } : nil
    case .integers(let numbers): numbers
    case .bytes(let numbers): numbers.map { Int64($0) }
    case .texts: nil
    }
  }

  /// The elements as texts; `nil` if they are numbers.
  public var texts: [String]? {
    guard case .texts(let texts) = elements else { return nil }
    return texts
  }
}

extension NDArray.Elements {
  /// How many there are.
  public var count: Int {
    switch self {
    case .reals(let numbers): numbers.count
    case .integers(let numbers): numbers.count
    case .bytes(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// Some of them.
  subscript(range: Range<Int>) -> Self {
    switch self {
    case .reals(let numbers): .reals(Array(numbers[range]))
    case .integers(let numbers): .integers(Array(numbers[range]))
    case .bytes(let numbers): .bytes(Array(numbers[range]))
    case .texts(let texts): .texts(Array(texts[range]))
    }
  }

  /// These elements, which are in column-major (Fortran's) order, in row-major order.
  func rowMajor(shape: [Int]) -> Self {
    switch self {
    case .reals(let numbers): .reals(reordered(numbers, shape))
    case .integers(let numbers): .integers(reordered(numbers, shape))
    case .bytes(let numbers): .bytes(reordered(numbers, shape))
    case .texts(let texts): .texts(reordered(texts, shape))
    }
  }
}

private func reordered<Element>(_ elements: [Element], _ shape: [Int]) -> [Element] {
  guard shape.count > 1 && !elements.isEmpty else { return elements }
  // How far apart neighbours along each dimension are in column-major order.
  var strides = [1]
  for size in shape.dropLast() { strides.append(strides.last! * size) }
  var (index, source) = (Array(repeating: 0, count: shape.count), 0)
  return (0..<elements.count).map { _ in
    let element = elements[source]
    for dimension in shape.indices.reversed() {
      index[dimension] += 1
      source += strides[dimension]
      if index[dimension] < shape[dimension] { break }
      index[dimension] = 0
      source -= strides[dimension] * shape[dimension]
    }
    return element
  }
}

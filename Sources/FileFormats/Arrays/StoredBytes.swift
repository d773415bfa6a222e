/// How real numbers are written.
public enum RealPrecision: Sendable, CaseIterable {
  /// 64 bits: nothing is lost.
  case double
  /// 32 bits: numbers are rounded to about seven digits.
  case single
}

extension [UInt8] {
  /// Adds the bytes of a whole number, the lowest first.
  @inlinable public mutating func append(littleEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  /// Adds the bytes of numbers, the lowest of each first.
  mutating func append(_ numbers: [Double], _ precision: RealPrecision) {
    reserveCapacity(count + numbers.count * precision.size)
    switch precision {
    case .double: for number in numbers { append(littleEndian: number.bitPattern) }
    case .single: for number in numbers { append(littleEndian: Float(number).bitPattern) }
    }
  }

  /// Adds the bytes of whole numbers, the lowest of each first.
  mutating func append(_ numbers: [Int64]) {
    reserveCapacity(count + 8 * numbers.count)
    for number in numbers { append(littleEndian: number) }
  }
}

extension RealPrecision {
  /// How many bytes a number takes.
  var size: Int { self == .double ? 8 : 4 }
}

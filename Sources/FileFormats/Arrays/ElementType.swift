/// How a number is stored in a file.
enum ElementType: String, Sendable, CaseIterable {
  case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64
  case float16, bfloat16, float32, float64

  /// How many bytes it takes.
  var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// Reads numbers that lie one after the other.
  ///
  /// - Precondition: the bytes are there.
  /// - Throws: `FileError` for a whole number beyond Int64.
  func decode(
    _ contents: FileContents, from offset: Int, count: Int, isBigEndian: Bool
  ) throws(FileError) -> NDArray.Elements {
    precondition(
      offset >= 0 && count >= 0 && count <= (contents.bytes.count - offset) / size,
      "\(count) elements from \(offset) in \(contents.bytes.count) bytes")
    let numbers = StoredNumbers(
      bytes: contents.bytes, offset: offset, count: count, isBigEndian: isBigEndian)
    switch self {
    case .bool: return .bytes(contents.bytes[offset..<offset + count].map { $0 == 0 ? 0 : 1 })
    case .uint8: return .bytes(Array(contents.bytes[offset..<offset + count]))
    case .int8: return .integers(numbers.map { (number: Int8) in Int64(number) })
    case .int16: return .integers(numbers.map { (number: Int16) in Int64(number) })
    case .int32: return .integers(numbers.map { (number: Int32) in Int64(number) })
    case .int64: return .integers(numbers.map { (number: Int64) in number })
    case .uint16: return .integers(numbers.map { (number: UInt16) in Int64(number) })
    case .uint32: return .integers(numbers.map { (number: UInt32) in Int64(number) })
    case .uint64:
      let integers = numbers.map { (number: UInt64) in Int64(bitPattern: number) }
      if let index = integers.firstIndex(where: { $0 < 0 }) {
        throw contents.error(
          at: offset + 8 * index,
          "\(UInt64(bitPattern: integers[index])) is larger than \(Int64.max), the largest whole "
            + "number that is read")
      }
      return .integers(integers)
    case .float16: return .reals(numbers.map { (bits: UInt16) in Double(half: bits) })
    case .bfloat16:
      return .reals(numbers.map { (bits: UInt16) in Double(Float(bitPattern: UInt32(bits) << 16)) })
    case .float32: return .reals(numbers.map { (bits: UInt32) in Double(Float(bitPattern: bits)) })
    case .float64: return .reals(numbers.map { (bits: UInt64) in Double(bitPattern: bits) })
    }
  }
}

/// Numbers of one type in the middle of bytes.
private struct StoredNumbers {
  let bytes: [UInt8]
  let offset: Int
  let count: Int
  let isBigEndian: Bool

  func map<Stored: FixedWidthInteger, Element>(_ element: (Stored) -> Element) -> [Element] {
    bytes.withUnsafeBytes { bytes in
      Array(unsafeUninitializedCapacity: count) { elements, elementCount in
        for index in 0..<count {
          let stored = bytes.loadUnaligned(
            fromByteOffset: offset + index * MemoryLayout<Stored>.size, as: Stored.self)
          elements.initializeElement(
            at: index, to: element(isBigEndian ? stored.bigEndian : stored.littleEndian))
        }
        elementCount = count
      }
    }
  }
}

extension Double {
  /// The number that these bits are in half precision (IEEE 754 binary16). `Float16` is not there on
  /// every platform.
  init(half bits: UInt16) {
    let exponent = Int(bits >> 10 & 0x1f)
    let fraction = Double(bits & 0x3ff)
    let magnitude =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 0x1f: fraction == 0 ? Double.infinity : .nan
      default: (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    self = bits >> 15 == 1 ? -magnitude : magnitude
  }
}

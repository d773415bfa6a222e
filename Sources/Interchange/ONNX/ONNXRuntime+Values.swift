import Foundation

// Reading what a model gave back.
extension ONNXRuntime {
  /// `ONNX_TYPE_TENSOR` and `ONNX_TYPE_SEQUENCE`.
  enum Kind {
    static let tensor: Int32 = 1
    static let sequence: Int32 = 2
  }

  /// What one run gave back under one name.
  func contents(
    of value: ONNXHandle
  ) throws(ONNXFailure) -> (shape: [Int], values: ONNXValues) {
    switch try interface.code(.getKindOfValue, of: value) {
    case Kind.tensor: return try tensor(value)
    case Kind.sequence: return try maps(in: value)
    default: throw ONNXFailure("neither a tensor nor a sequence of maps")
    }
  }

  private func tensor(
    _ value: ONNXHandle
  ) throws(ONNXFailure) -> (shape: [Int], values: ONNXValues) {
    let type = ONNXObject(
      try interface.part(.getTensorShape, of: value), releasedBy: .releaseTensorShape, runtime: self
    )
    let element = ONNXElement(rawValue: try interface.code(.getElementType, of: type.handle))
    let shape = try interface.dimensions(of: type.handle)
    let count = try interface.count(.getElementCount, of: type.handle)
    return (shape, try elements(of: value, type: element ?? .unknown, count: count))
  }

  private func elements(
    of value: ONNXHandle, type: ONNXElement, count: Int
  ) throws(ONNXFailure) -> ONNXValues {
    if type == .string { return .labels(.strings(try interface.strings(in: value, count: count))) }
    // An empty tensor may have no memory.
    let data = count == 0 ? nil : try interface.part(.getTensorData, of: value)
    func read<Element>(_ type: Element.Type) -> UnsafeBufferPointer<Element> {
      UnsafeBufferPointer(start: data?.assumingMemoryBound(to: type), count: count)
    }
    switch type {
    case .float: return .numbers(read(Float.self).map(Double.init))
    case .double: return .numbers(Array(read(Double.self)))
    case .int64: return .labels(.integers(read(Int64.self).map(Int.init)))
    case .int32: return .labels(.integers(read(Int32.self).map(Int.init)))
    case .int16: return .labels(.integers(read(Int16.self).map(Int.init)))
    case .int8: return .labels(.integers(read(Int8.self).map(Int.init)))
    case .uint32: return .labels(.integers(read(UInt32.self).map(Int.init)))
    case .uint16: return .labels(.integers(read(UInt16.self).map(Int.init)))
    case .uint8: return .labels(.integers(read(UInt8.self).map(Int.init)))
    case .bool: return .labels(.integers(read(UInt8.self).map { $0 == 0 ? 0 : 1 }))
    case .uint64, .float16, .unknown, .string:
      throw ONNXFailure("elements of the type \(type) are not read; export the model with float")
    }
  }

  /// A sequence with a map for each sample, from classes to numbers: skl2onnx's ZipMap.
  private func maps(
    in sequence: ONNXHandle
  ) throws(ONNXFailure) -> (shape: [Int], values: ONNXValues) {
    let allocator = try interface.make(.getDefaultAllocator)
    /// Part of a sequence: a sample's map. Parts of a map: its keys, and its numbers in their order.
    func part(_ index: Int32, of value: ONNXHandle) throws(ONNXFailure) -> ONNXObject {
      typealias Get =
        @convention(c) (
          ONNXHandle, Int32, ONNXHandle, UnsafeMutablePointer<ONNXHandle?>
        ) -> ONNXHandle?
      var part: ONNXHandle?
      try interface.check(
        interface.function(.getPart, as: Get.self)(value, index, allocator, &part))
      guard let part else { throw ONNXFailure("part \(index) is missing") }
      return ONNXObject(part, releasedBy: .releaseValue, runtime: self)
    }
    let count = try interface.count(.getPartCount, of: sequence)
    var commonKeys: ClassLabels?
    var allNumbers: [Double] = []
    for sample in 0..<count {
      let map = try part(Int32(sample), of: sequence)
      guard try interface.code(.getKindOfValue, of: map.handle) != Kind.tensor else {
        throw ONNXFailure("a sequence of tensors, not of maps from classes to probabilities")
      }
      let keyPart = try part(0, of: map.handle)
      let numberPart = try part(1, of: map.handle)
      guard case .labels(let keys) = try tensor(keyPart.handle).values,
        case .numbers(let numbers) = try tensor(numberPart.handle).values,
        commonKeys == nil || commonKeys == keys, keys.count == numbers.count
      else { throw ONNXFailure("its maps are not from the same classes to probabilities") }
      commonKeys = keys
      allNumbers += numbers
    }
    guard let commonKeys else { throw ONNXFailure("an empty sequence") }
    return ([count, commonKeys.count], .maps(keys: commonKeys, numbers: allNumbers))
  }
}

extension ONNXInterface {
  /// The sizes of a tensor.
  func dimensions(of type: ONNXHandle) throws(ONNXFailure) -> [Int] {
    typealias Get = @convention(c) (ONNXHandle, UnsafeMutablePointer<Int64>, Int) -> ONNXHandle?
    let count = try count(.getDimensionCount, of: type)
    // One more, so that there is memory for no dimensions too.
    var sizes = [Int64](repeating: 0, count: count + 1)
    try check(function(.getDimensions, as: Get.self)(type, &sizes, count))
    return sizes.prefix(count).map(Int.init)
  }

  /// The strings of a tensor. They come without ends, one after another, with the places where they begin.
  func strings(in value: ONNXHandle, count: Int) throws(ONNXFailure) -> [String] {
    typealias Get =
      @convention(c) (
        ONNXHandle, UnsafeMutablePointer<UInt8>, Int, UnsafeMutablePointer<Int>, Int
      ) -> ONNXHandle?
    if count == 0 { return [] }
    let length = try self.count(.getStringsLength, of: value)
    var bytes = [UInt8](repeating: 0, count: length + 1)
    var starts = [Int](repeating: 0, count: count)
    try check(
      function(.getStrings, as: Get.self)(value, &bytes, length, &starts, count))
    starts.append(length)
    return (0..<count).map { String(decoding: bytes[starts[$0]..<starts[$0 + 1]], as: UTF8.self) }
  }

  /// The name of a session's input or output.
  func name(
    _ slot: Slot, of session: ONNXHandle, at index: Int
  ) throws(ONNXFailure) -> String {
    typealias Get =
      @convention(c) (
        ONNXHandle, Int, ONNXHandle, UnsafeMutablePointer<ONNXHandle?>
      ) -> ONNXHandle?
    typealias Free = @convention(c) (ONNXHandle, ONNXHandle) -> ONNXHandle?
    let allocator = try make(.getDefaultAllocator)
    var name: ONNXHandle?
    try check(function(slot, as: Get.self)(session, index, allocator, &name))
    guard let name else { throw ONNXFailure("a name is missing") }
    let text = String(cString: name.assumingMemoryBound(to: CChar.self))
    try check(function(.freeMemory, as: Free.self)(allocator, name))
    return text
  }
}

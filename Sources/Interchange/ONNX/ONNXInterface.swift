import Foundation

/// An object of ONNX Runtime. All its types are opaque.
typealias ONNXHandle = UnsafeMutableRawPointer

/// What ONNX Runtime says when a call fails.
struct ONNXFailure: Error {
  /// The library's words, in one line.
  let message: String

  init(_ message: String) {
    let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let words = Self.withoutSourcePlace(line)
    self.message = words.count > 400 ? words.prefix(400) + "..." : String(words)
  }

  /// The library may begin with a place in its own source, `model.cc:179 Model(ModelProto&&, ...) `, which tells
  /// nobody here anything.
  private static func withoutSourcePlace(_ line: String) -> Substring {
    let place = line.prefix { $0 != " " }
    guard place.contains(".cc:") || place.contains(".h:"),
      let open = line.firstIndex(of: "(")
    else { return line[...] }
    var depth = 0
    for index in line.indices[open...] {
      depth += line[index] == "(" ? 1 : line[index] == ")" ? -1 : 0
      guard depth == 0 else { continue }
      let rest = line[line.index(after: index)...].drop { $0 == " " }
      return rest.isEmpty ? line[...] : rest
    }
    return line[...]
  }
}

/// The part of ONNX Runtime's C interface that is used here.
///
/// The library gives out one table of functions. Versions only append to it, so a function is known by its
/// place, and no header is needed. The order is that of `OrtApi` in `onnxruntime_c_api.h`; each place
/// was tried, and each release seen to free its memory, with versions 1.17, 1.19, 1.20, 1.24 and 1.32.
///
/// Unchecked: the table is constant, in the memory of a library that is never unloaded.
struct ONNXInterface: @unchecked Sendable {
  /// The place of a function in the table.
  enum Slot: Int {
    case getErrorMessage = 2
    case createEnvironment = 3
    case createSession = 7
    case run = 9
    case createSessionOptions = 10
    case setLogSeverity = 22
    case setThreadsWithinOperators = 24
    case setThreadsBetweenOperators = 25
    case getInputCount = 30
    case getOutputCount = 31
    case getInputType = 33
    case getOutputType = 34
    case getInputName = 36
    case getOutputName = 37
    case createTensorWithData = 49
    case getTensorData = 51
    case getStringsLength = 53
    case getStrings = 54
    case getTensorInformation = 55
    case getKindOfType = 56
    case getElementType = 60
    case getDimensionCount = 61
    case getDimensions = 62
    case getElementCount = 64
    case getTensorShape = 65
    case getKindOfValue = 67
    case createMemoryInformation = 69
    case freeMemory = 76
    case getDefaultAllocator = 78
    case getPart = 80
    case getPartCount = 81
    case releaseEnvironment = 92
    case releaseStatus = 93
    case releaseMemoryInformation = 94
    case releaseSession = 95
    case releaseValue = 96
    case releaseType = 98
    case releaseTensorShape = 99
    case releaseSessionOptions = 100
  }

  private let table: UnsafePointer<UnsafeRawPointer>

  /// The table that `OrtApiBase.GetApi` gave.
  init(table: UnsafeRawPointer) {
    self.table = table.assumingMemoryBound(to: UnsafeRawPointer.self)
  }

  /// A function of the table. `Function` is the type that the header declares, with `@convention(c)`.
  func function<Function>(_ slot: Slot, as type: Function.Type) -> Function {
    unsafeBitCast(table[slot.rawValue], to: type)
  }

  /// Functions return nothing, or a status that says what failed.
  func check(_ status: ONNXHandle?) throws(ONNXFailure) {
    guard let status else { return }
    let message = function(
      .getErrorMessage, as: (@convention(c) (ONNXHandle) -> UnsafePointer<CChar>).self)
    let failure = ONNXFailure(String(cString: message(status)))
    release(.releaseStatus, status)
    throw failure
  }

  /// Calls one of the functions `void Release...(object)`.
  func release(_ slot: Slot, _ object: ONNXHandle) {
    function(slot, as: (@convention(c) (ONNXHandle) -> Void).self)(object)
  }
}

// Most functions look like one of these.
extension ONNXInterface {
  /// Calls a function that creates an object: `(object**)`.
  func make(_ slot: Slot) throws(ONNXFailure) -> ONNXHandle {
    var made: ONNXHandle?
    try check(
      function(
        slot, as: (@convention(c) (UnsafeMutablePointer<ONNXHandle?>) -> ONNXHandle?).self)(
          &made))
    return try found(made)
  }

  /// Calls a function that gives an object's part: `(object, part**)`.
  func part(_ slot: Slot, of object: ONNXHandle) throws(ONNXFailure) -> ONNXHandle {
    typealias Get = @convention(c) (ONNXHandle, UnsafeMutablePointer<ONNXHandle?>) -> ONNXHandle?
    var part: ONNXHandle?
    try check(function(slot, as: Get.self)(object, &part))
    return try found(part)
  }

  /// Calls a function that gives one of an object's parts: `(object, index, part**)`.
  func part(_ slot: Slot, of object: ONNXHandle, at index: Int) throws(ONNXFailure) -> ONNXHandle {
    typealias Get =
      @convention(c) (ONNXHandle, Int, UnsafeMutablePointer<ONNXHandle?>) ->
      ONNXHandle?
    var part: ONNXHandle?
    try check(function(slot, as: Get.self)(object, index, &part))
    return try found(part)
  }

  /// Calls a function that counts: `(object, size_t*)`.
  func count(_ slot: Slot, of object: ONNXHandle) throws(ONNXFailure) -> Int {
    typealias Get = @convention(c) (ONNXHandle, UnsafeMutablePointer<Int>) -> ONNXHandle?
    var count = 0
    try check(function(slot, as: Get.self)(object, &count))
    return count
  }

  /// Calls a function that gives a case of an enumeration: `(object, enum*)`.
  func code(_ slot: Slot, of object: ONNXHandle) throws(ONNXFailure) -> Int32 {
    typealias Get = @convention(c) (ONNXHandle, UnsafeMutablePointer<Int32>) -> ONNXHandle?
    var code: Int32 = 0
    try check(function(slot, as: Get.self)(object, &code))
    return code
  }

  /// Calls a function that sets a number: `(object, int)`.
  func set(_ slot: Slot, of object: ONNXHandle, to number: Int32) throws(ONNXFailure) {
    typealias Set = @convention(c) (ONNXHandle, Int32) -> ONNXHandle?
    try check(function(slot, as: Set.self)(object, number))
  }

  private func found(_ object: ONNXHandle?) throws(ONNXFailure) -> ONNXHandle {
    guard let object else { throw ONNXFailure("ONNX Runtime gave nothing back") }
    return object
  }
}

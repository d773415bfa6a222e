import Foundation

// Loading a model, and running it.
extension ONNXRuntime {
  /// A model's session.
  func session(path: String, threadCount: Int32) throws(ONNXFailure) -> ONNXObject {
    typealias Create =
      @convention(c) (
        ONNXHandle, UnsafePointer<CChar>, ONNXHandle, UnsafeMutablePointer<ONNXHandle?>
      ) -> ONNXHandle?
    let options = ONNXObject(
      try interface.make(.createSessionOptions), releasedBy: .releaseSessionOptions, runtime: self)
    try interface.set(.setLogSeverity, of: options.handle, to: Self.fatalErrorsOnly)
    try interface.set(.setThreadsWithinOperators, of: options.handle, to: threadCount)
    try interface.set(.setThreadsBetweenOperators, of: options.handle, to: 1)
    var session: ONNXHandle?
    let create = interface.function(.createSession, as: Create.self)
    try interface.check(create(environment, path, options.handle, &session))
    guard let session else { throw ONNXFailure("it gave no session") }
    return ONNXObject(session, releasedBy: .releaseSession, runtime: self)
  }

  /// The two sides of a model.
  enum Side {
    case inputs, outputs
  }

  /// What a session takes in, or gives back.
  func types(of session: ONNXHandle, _ side: Side) throws(ONNXFailure) -> [ONNXValueType] {
    let isInput = side == .inputs
    let count = try interface.count(isInput ? .getInputCount : .getOutputCount, of: session)
    var types: [ONNXValueType] = []
    for index in 0..<count {
      let name = try interface.name(
        isInput ? .getInputName : .getOutputName, of: session, at: index)
      let type = ONNXObject(
        try interface.part(isInput ? .getInputType : .getOutputType, of: session, at: index),
        releasedBy: .releaseType, runtime: self)
      types.append(ONNXValueType(name: name, kind: try kind(of: type.handle)))
    }
    return types
  }

  private func kind(of type: ONNXHandle) throws(ONNXFailure) -> ONNXValueType.Kind {
    switch try interface.code(.getKindOfType, of: type) {
    case Kind.tensor:
      // It belongs to `type`, and is released with it.
      let tensor = try interface.part(.getTensorInformation, of: type)
      let element = ONNXElement(rawValue: try interface.code(.getElementType, of: tensor))
      let sizes = try interface.dimensions(of: tensor)
      return .tensor(element ?? .unknown, shape: sizes.map { $0 > 0 ? $0 : nil })
    case Kind.sequence: return .sequence
    default: return .other
    }
  }

  /// Runs a session on one input tensor, and hands out each output's shape and values.
  ///
  /// - Precondition: `memory` has at least as many elements as `shape` says.
  func run(
    _ session: ONNXHandle, input: String, element: ONNXElement, shape: [Int],
    memory: UnsafeMutableRawBufferPointer, outputs: [String],
    read: (_ index: Int, _ shape: [Int], _ values: ONNXValues) throws(ONNXFailure) -> Void
  ) throws(ONNXFailure) {
    typealias Run =
      @convention(c) (
        ONNXHandle, ONNXHandle?, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<ONNXHandle?>,
        Int,
        UnsafePointer<UnsafePointer<CChar>?>, Int, UnsafeMutablePointer<ONNXHandle?>
      ) -> ONNXHandle?
    let tensor = try self.tensor(element: element, shape: shape, memory: memory)
    let names = ([input] + outputs).map { UnsafePointer(strdup($0)) }
    defer { for name in names { free(UnsafeMutablePointer(mutating: name)) } }
    var values = [ONNXHandle?](repeating: nil, count: outputs.count)
    defer { for case .some(let value) in values { interface.release(.releaseValue, value) } }
    let run = interface.function(.run, as: Run.self)
    try interface.check(
      run(
        session, nil, Array(names.prefix(1)), [tensor.handle], 1, Array(names.dropFirst()),
        outputs.count, &values))
    for (index, name) in outputs.enumerated() {
      guard let value = values[index] else { throw ONNXFailure("it gave no output \(name)") }
      let contents: (shape: [Int], values: ONNXValues)
      do {
        contents = try self.contents(of: value)
      } catch {
        throw ONNXFailure("the output \(name): \(error.message)")
      }
      try read(index, contents.shape, contents.values)
    }
  }

  /// A tensor in our own memory, which must stay until the tensor is released.
  private func tensor(
    element: ONNXElement, shape: [Int], memory: UnsafeMutableRawBufferPointer
  ) throws(ONNXFailure) -> ONNXObject {
    typealias CreatePlace =
      @convention(c) (
        Int32, Int32, UnsafeMutablePointer<ONNXHandle?>
      ) -> ONNXHandle?
    typealias Create =
      @convention(c) (
        ONNXHandle, ONNXHandle?, Int, UnsafePointer<Int64>, Int, Int32,
        UnsafeMutablePointer<ONNXHandle?>
      ) -> ONNXHandle?
    // OrtDeviceAllocator, OrtMemTypeDefault: plain memory of the processor.
    var madePlace: ONNXHandle?
    let createPlace = interface.function(.createMemoryInformation, as: CreatePlace.self)
    try interface.check(createPlace(0, 0, &madePlace))
    guard let madePlace else { throw ONNXFailure("it describes no memory") }
    let place = ONNXObject(madePlace, releasedBy: .releaseMemoryInformation, runtime: self)
    var tensor: ONNXHandle?
    let create = interface.function(.createTensorWithData, as: Create.self)
    try interface.check(
      create(
        place.handle, memory.baseAddress, memory.count, shape.map(Int64.init), shape.count,
        element.rawValue, &tensor))
    guard let tensor else { throw ONNXFailure("it made no tensor") }
    return ONNXObject(tensor, releasedBy: .releaseValue, runtime: self)
  }
}

import Foundation
import Tables

/// A model in ONNX's format, ready to run.
///
/// Unchecked: all that is stored is constant, and the library allows runs of one session from several threads.
public final class ONNXModel: @unchecked Sendable {
  /// The model's file.
  public let path: String
  /// What the model takes in.
  public let inputs: [ONNXValueType]
  /// What the model gives back.
  public let outputs: [ONNXValueType]

  let runtime: ONNXRuntime
  private let session: ONNXObject

  /// Loads a model.
  ///
  /// - Parameters:
  ///   - path: the file's path.
  ///   - runtime: the library that reads the model, and runs it.
  ///   - threadCount: how many threads one run may use. With one, results are the same bits on machines with other numbers of
  ///     cores.
  /// - Throws: `InterchangeError` if there is no such file, or ONNX Runtime cannot read it.
  public init(
    path: String, runtime: ONNXRuntime, threadCount: Int = 1
  ) throws(InterchangeError) {
    precondition(threadCount > 0, "\(threadCount) threads")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw InterchangeError(path, "no such file; give the path of an ONNX model")
    }
    guard !isFolder.boolValue else {
      throw InterchangeError(path, "it is a folder; give the path of an ONNX model")
    }
    do {
      let session = try runtime.session(path: path, threadCount: Int32(threadCount))
      inputs = try runtime.types(of: session.handle, .inputs)
      outputs = try runtime.types(of: session.handle, .outputs)
      self.session = session
    } catch {
      let prefix = "Load model from \(path) failed:"
      let reason =
        error.message.hasPrefix(prefix)
        ? ONNXFailure(String(error.message.dropFirst(prefix.count))).message : error.message
      throw InterchangeError(
        path, "ONNX Runtime \(runtime.version) cannot read this model: \(reason)")
    }
    self.path = path
    self.runtime = runtime
  }

  /// How many features a sample has; `nil` if the model leaves it open, or has not exactly one input.
  public var featureCount: Int? {
    inputs.count == 1 ? ONNXInputLayout.featureCount(of: inputs[0]) : nil
  }

  /// What the model gives back for these samples, `[samples, features]`.
  ///
  /// A sample's features, in their order, fill the model's input `[samples, ...]` row after row; an image is thus
  /// channel after channel where the model says `[samples, channels, height, width]`. Samples run in parts that
  /// depend on the model and the number of features only, so memory is bounded. A model for a fixed number
  /// of samples gets that many; the last part is filled up, and what comes back for that is dropped.
  ///
  /// - Parameters:
  ///   - features: one sample or more, each of one feature or more.
  ///   - names: which outputs; all of them if `nil`.
  /// - Throws: `InterchangeError` if the features do not fit the model, or the model fails.
  public func outputs(
    for features: Matrix, named names: [String]? = nil
  ) throws(InterchangeError) -> [ONNXOutput] {
    do {
      return try run(features, outputs: names ?? outputs.map(\.name))
    } catch {
      throw InterchangeError(path, error.message)
    }
  }

  private func run(_ features: Matrix, outputs names: [String]) throws(ONNXFailure) -> [ONNXOutput]
  {
    for name in names where !outputs.contains(where: { $0.name == name }) {
      throw ONNXFailure(
        "it has no output \(name); it has \(outputs.map(\.name).joined(separator: ", "))")
    }
    guard inputs.count == 1 else {
      throw ONNXFailure(
        "it has \(inputs.count) inputs (\(inputs.map(\.name).joined(separator: ", "))); "
          + "export it with one, [samples, features]")
    }
    guard features.rowCount > 0 && features.columnCount > 0 else {
      throw ONNXFailure(
        "there is nothing to run it on: \(features.rowCount) samples of \(features.columnCount) features"
      )
    }
    let layout = try ONNXInputLayout(inputs[0], featureCount: features.columnCount)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: layout.byteCount, alignment: 64)
    defer { memory.deallocate() }

    var collected = names.map { OutputParts(name: $0) }
    for start in stride(from: 0, to: features.rowCount, by: layout.sampleCount) {
      let samples = start..<min(start + layout.sampleCount, features.rowCount)
      try layout.fill(memory, from: features, samples)
      let runCount = layout.isFixed ? layout.sampleCount : samples.count
      try runtime.run(
        session.handle, input: inputs[0].name, element: layout.element,
        shape: [runCount] + layout.sampleShape, memory: memory, outputs: names
      ) { index, shape, values throws(ONNXFailure) in
        try collected[index].append(values, shape: shape, samples: samples.count, of: runCount)
      }
    }
    var results: [ONNXOutput] = []
    for parts in collected { results.append(try parts.output()) }
    return results
  }
}

/// What a model gave back under one name, run after run.
private struct OutputParts {
  let name: String
  private var sampleShape: [Int] = []
  private var parts: [ONNXValues] = []

  init(name: String) { self.name = name }

  /// Adds what one run gave back: the first `samples` of the `runCount` that it was given.
  mutating func append(
    _ values: ONNXValues, shape: [Int], samples: Int, of runCount: Int
  ) throws(ONNXFailure) {
    // A model that was exported for one sample may have lost the dimension.
    let shape = runCount == 1 && shape.first != 1 ? [1] + shape : shape
    guard shape.first == runCount else {
      throw ONNXFailure(
        "the output \(name) has the shape \(shape) for \(runCount) samples, not a row for each")
    }
    let rest = Array(shape.dropFirst())
    guard parts.isEmpty || sampleShape == rest else {
      throw ONNXFailure(
        "the output \(name) has the shape \(sampleShape) for some samples, \(rest) for others")
    }
    sampleShape = rest
    parts.append(values.prefix(samples, of: runCount))
  }

  func output() throws(ONNXFailure) -> ONNXOutput {
    guard let values = ONNXValues.joined(parts) else {
      throw ONNXFailure("the output \(name) has other classes for some samples than for others")
    }
    return ONNXOutput(name: name, sampleShape: sampleShape, values: values)
  }
}

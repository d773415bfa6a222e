import NeuralNetworks

/// The memory of one training run: a batch's features, every layer's outputs, their gradients, and what
/// layers keep between the passes. Made once, used for every step.
public struct ModelWorkspace: ~Copyable {
  /// The largest batch that fits.
  public let capacity: Int
  /// A batch's features, `[samples, inputCount]`: to be filled before the forward pass.
  public let inputs: UnsafeMutableBufferPointer<Double>
  /// The loss's derivatives by the logits, `[samples, classes]`: to be filled before the backward pass.
  public let outputGradient: UnsafeMutableBufferPointer<Double>
  /// The loss's derivatives by all parameters, `[parameters]`: what the backward pass leaves.
  public let parameterGradient: UnsafeMutableBufferPointer<Double>

  /// Each layer's outputs, `[samples, outputCount]`.
  let outputs: [UnsafeMutableBufferPointer<Double>]
  /// The loss's derivatives by each layer's outputs.
  let gradients: [UnsafeMutableBufferPointer<Double>]
  let scratch: [UnsafeMutableBufferPointer<Double>]
  private let memory: UnsafeMutableBufferPointer<Double>

  init(_ model: Model, capacity: Int) {
    precondition(capacity > 0, "a workspace for \(capacity) samples")
    let outputSizes = model.layers.map { capacity * $0.outputCount }
    let scratchSizes = model.layers.map { $0.scratchCount(sampleCount: capacity) }
    let inputSize = capacity * model.inputCount
    let sizes = [inputSize, model.parameterCount] + outputSizes + outputSizes + scratchSizes
    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: sizes.reduce(1, +))
    memory.initialize(repeating: 0)

    var start = 0
    func take(_ size: Int) -> UnsafeMutableBufferPointer<Double> {
      defer { start += size }
      return UnsafeMutableBufferPointer(rebasing: memory[start..<start + size])
    }
    self.capacity = capacity
    self.memory = memory
    inputs = take(inputSize)
    parameterGradient = take(model.parameterCount)
    outputs = outputSizes.map(take)
    gradients = outputSizes.map(take)
    scratch = scratchSizes.map(take)
    outputGradient = gradients.last!
  }

  deinit {
    memory.deallocate()
  }

  /// The logits that the forward pass left, `[samples, classes]`.
  public var logits: UnsafeBufferPointer<Double> { features(ofLayer: outputs.count - 1) }

  /// What one layer gave in the forward pass, `[samples, outputCount]`.
  public func features(ofLayer index: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(outputs[index])
  }
}

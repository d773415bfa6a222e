import Arithmetic
import NeuralNetworks

extension Model {
  /// Room for prepared parameters.
  public func makePrepared(_ arithmetic: Arithmetic) -> PreparedModel {
    PreparedModel(self, arithmetic)
  }

  /// The memory for passes over at most `capacity` samples at a time.
  public func makeWorkspace(capacity: Int, _ arithmetic: Arithmetic) -> ModelWorkspace {
    ModelWorkspace(self, capacity: capacity, arithmetic)
  }

  /// Brings parameters, `[parameterCount]`, into the form that passes want.
  public func prepare(_ parameters: [Double], into prepared: PreparedModel) {
    precondition(
      parameters.count == parameterCount,
      "\(parameters.count) numbers for \(parameterCount) parameters")
    // An empty array may have no address.
    (parameters.isEmpty ? [0] : parameters).withUnsafeBufferPointer { parameters in
      for (index, layer) in layers.enumerated() {
        layer.prepare(
          parameters.baseAddress! + parameterRanges[index].lowerBound, prepared.arithmetic,
          into: prepared.pieces[index])
      }
    }
  }

  /// The forward pass: from the workspace's inputs to its logits, every layer's outputs on the way.
  ///
  /// - Parameter keepsStates: whether a backward pass will follow.
  /// - Precondition: `sampleCount` is from 1 to the workspace's capacity.
  public func forward(
    sampleCount: Int, _ prepared: PreparedModel, in workspace: ModelWorkspace, keepsStates: Bool
  ) {
    precondition(
      (1...workspace.capacity).contains(sampleCount),
      "\(sampleCount) samples in a workspace for \(workspace.capacity)")
    for (index, layer) in layers.enumerated() {
      layer.forward(workspace.pass(index, sampleCount, prepared, keepsStates: keepsStates))
    }
  }

  /// The backward pass, after a forward pass that kept its states: from the workspace's output gradient to its sums,
  /// and to its input gradient if that is wanted. It uses up what the forward pass kept.
  public func backward(
    sampleCount: Int, _ prepared: PreparedModel, in workspace: ModelWorkspace,
    wantsInputGradient: Bool = false
  ) {
    precondition(
      (1...workspace.capacity).contains(sampleCount),
      "\(sampleCount) samples in a workspace for \(workspace.capacity)")
    for index in layers.indices.reversed() {
      layers[index].backward(
        workspace.pass(index, sampleCount, prepared, keepsStates: true),
        LayerGradients(
          output: workspace.gradient(index + 1, sampleCount),
          input: index > 0 || wantsInputGradient ? workspace.gradient(index, sampleCount) : nil,
          wantsParameters: !frozenLayers.contains(index)))
    }
  }

  /// Adds the workspace's sums to the gradient by the parameters, `[parameterCount]`; frozen layers' stay as they are.
  public func collect(
    _ prepared: PreparedModel, from workspace: ModelWorkspace,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    for index in layers.indices where !frozenLayers.contains(index) {
      layers[index].collect(
        workspace.pass(index, 1, prepared, keepsStates: true),
        into: gradient + parameterRanges[index].lowerBound)
    }
  }
}

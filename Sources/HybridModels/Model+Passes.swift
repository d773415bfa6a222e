import NeuralNetworks

extension Model {
  /// The memory for passes over at most `capacity` samples at a time.
  public func makeWorkspace(capacity: Int) -> ModelWorkspace {
    ModelWorkspace(self, capacity: capacity)
  }

  /// The forward pass: from `workspace.inputs` to `workspace.logits`, every layer's outputs on the way.
  ///
  /// - Precondition: `sampleCount` is from 1 to the workspace's capacity; `[parameterCount]` parameters.
  public func forward(sampleCount: Int, parameters: [Double], in workspace: inout ModelWorkspace) {
    withParameters(parameters, sampleCount, workspace.capacity) { parameters in
      for (index, layer) in layers.enumerated() {
        layer.forward(pass(index, sampleCount: sampleCount, parameters, workspace))
      }
    }
  }

  /// The backward pass, after a forward pass with the same arguments: from `workspace.outputGradient` to
  /// `workspace.parameterGradient`, which is zero for frozen layers.
  public func backward(sampleCount: Int, parameters: [Double], in workspace: inout ModelWorkspace) {
    withParameters(parameters, sampleCount, workspace.capacity) { parameters in
      workspace.parameterGradient.update(repeating: 0)
      for gradient in workspace.gradients.dropLast() { gradient.update(repeating: 0) }
      for (index, layer) in layers.enumerated().reversed() {
        let isFrozen = frozenLayers.contains(index)
        let parameterGradient =
          workspace.parameterGradient.baseAddress.map { $0 + parameterRanges[index].lowerBound }
        layer.backward(
          pass(index, sampleCount: sampleCount, parameters, workspace),
          LayerGradients(
            output: workspace.gradients[index].baseAddress!,
            input: index == 0 ? nil : workspace.gradients[index - 1].baseAddress!,
            parameters: isFrozen ? nil : parameterGradient))
      }
    }
  }

  private func pass(
    _ index: Int, sampleCount: Int, _ parameters: UnsafePointer<Double>,
    _ workspace: borrowing ModelWorkspace
  ) -> LayerPass {
    let input = index == 0 ? workspace.inputs : workspace.outputs[index - 1]
    return LayerPass(
      sampleCount: sampleCount, input: input.baseAddress!,
      parameters: parameters + parameterRanges[index].lowerBound,
      output: workspace.outputs[index].baseAddress!, scratch: workspace.scratch[index])
  }

  private func withParameters(
    _ parameters: [Double], _ sampleCount: Int, _ capacity: Int,
    _ body: (UnsafePointer<Double>) -> Void
  ) {
    precondition(
      parameters.count == parameterCount,
      "\(parameters.count) numbers for \(parameterCount) parameters")
    precondition(
      (1...capacity).contains(sampleCount), "\(sampleCount) samples in a workspace for \(capacity)")
    // An empty array may have no address.
    parameters.isEmpty
      ? withUnsafePointer(to: 0, body)
      : parameters.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}

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
    parameters.withAddress { prepare($0, into: prepared) }
  }

  func prepare(_ parameters: UnsafePointer<Double>, into prepared: PreparedModel) {
    for (index, layer) in layers.enumerated() {
      layer.prepare(
        parameters + parameterRanges[index].lowerBound, prepared.arithmetic,
        into: prepared.pieces[index])
    }
    for (index, probe) in probes.enumerated() {
      probe?.prepare(
        parameters + parameterRanges[taps[index].layer].lowerBound, prepared.arithmetic,
        into: prepared.pieces[layers.count + index])
    }
  }

  /// The forward pass: from the workspace's inputs to its logits, every layer's outputs on the way.
  ///
  /// - Parameters:
  ///   - sampleCount: how many samples the workspace's inputs hold.
  ///   - prepared: the parameters, in the form that passes want.
  ///   - workspace: where the inputs are, and where everything that is computed goes.
  ///   - keepsStates: whether a backward pass will follow.
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
    for (index, probe) in probes.enumerated() {
      probe?.forward(
        workspace.pass(ofTap: index, sampleCount, prepared, keepsStates: keepsStates))
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
      for tap in taps.indices where taps[tap] == .outputs(ofLayer: index) {
        workspace.gradient(index + 1, sampleCount).add(
          workspace.tables(ofTap: tap, sampleCount: sampleCount).gradient)
      }
      let wantsInput = index > 0 || wantsInputGradient
      layers[index].backward(
        workspace.pass(index, sampleCount, prepared, keepsStates: true),
        LayerGradients(
          output: workspace.gradient(index + 1, sampleCount),
          input: wantsInput ? workspace.gradient(index, sampleCount) : nil,
          wantsParameters: !frozenLayers.contains(index)))
      for tap in taps.indices where taps[tap].layer == index {
        guard let probe = probes[tap] else { continue }
        let input = wantsInput ? workspace.inputGradient(ofTap: tap, sampleCount) : nil
        probe.backward(
          workspace.pass(ofTap: tap, sampleCount, prepared, keepsStates: true),
          LayerGradients(
            output: workspace.tables(ofTap: tap, sampleCount: sampleCount).gradient, input: input,
            wantsParameters: !frozenLayers.contains(index)))
        if let input { workspace.gradient(index, sampleCount).add(input) }
      }
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
    for (index, probe) in probes.enumerated() where !frozenLayers.contains(taps[index].layer) {
      probe?.collect(
        workspace.pass(ofTap: index, 1, prepared, keepsStates: true),
        into: gradient + parameterRanges[taps[index].layer].lowerBound)
    }
  }
}

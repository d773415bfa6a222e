import RandomStreams

/// How the initial parameters of a dense layer are drawn.
public struct DenseInitializer: Sendable, Hashable {
  /// The distribution of the weights, and the biases that go with it.
  public enum Scheme: String, CaseIterable, Sendable, Codable {
    /// Weights and biases uniform in +-1 / sqrt(inputs), as PyTorch's `Linear` does by default.
    case uniformFanIn = "uniform-fan-in"
    /// Weights uniform in +-sqrt(6 / (inputs + outputs)), biases 0: for tanh (Glorot and Bengio, 2010).
    case glorotUniform = "glorot-uniform"
    /// Weights normal with variance 2 / inputs, biases 0: for ReLU (He et al., 2015).
    case heNormal = "he-normal"
  }

  /// The distribution.
  public var scheme: Scheme
  /// What the weights are multiplied by. Networks with sine activations start better with wider weights in
  /// their first layer (Sitzmann et al., *Implicit neural representations with periodic activation
  /// functions*, 2020).
  public var weightScale: Double

  /// An initialiser.
  public init(_ scheme: Scheme = .uniformFanIn, weightScale: Double = 1) {
    self.scheme = scheme
    self.weightScale = weightScale
  }

  /// The weights, `[inputs, outputs]`, then the biases, `[outputs]`, if there are any.
  func parameters(for layer: Dense, from stream: inout RandomStream) -> [Double] {
    let weightCount = layer.inputCount * layer.outputCount
    let weights = (0..<weightCount).map { _ in weightScale * weight(of: layer, from: &stream) }
    let biases = (weightCount..<layer.parameterCount).map { _ in bias(of: layer, from: &stream) }
    return weights + biases
  }

  private func weight(of layer: Dense, from stream: inout RandomStream) -> Double {
    let (inputs, outputs) = (Double(layer.inputCount), Double(layer.outputCount))
    switch scheme {
    case .uniformFanIn:
      let limit = 1 / inputs.squareRoot()
      return stream.uniform(in: -limit..<limit)
    case .glorotUniform:
      let limit = (6 / (inputs + outputs)).squareRoot()
      return stream.uniform(in: -limit..<limit)
    case .heNormal:
      return (2 / inputs).squareRoot() * stream.normal()
    }
  }

  private func bias(of layer: Dense, from stream: inout RandomStream) -> Double {
    switch scheme {
    case .uniformFanIn:
      let limit = 1 / Double(layer.inputCount).squareRoot()
      return stream.uniform(in: -limit..<limit)
    case .glorotUniform, .heNormal:
      return 0
    }
  }
}

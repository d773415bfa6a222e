import RandomStreams

/// How the initial parameters of a dense layer are drawn: weights and biases uniform in
/// +-scale / sqrt(inputs); `scale` widens the weights alone.
///
/// Scale 1 is what PyTorch's `Linear` does by default (LeCun's rule). Networks with sine activations start
/// better with wider weights in their first layer (Sitzmann et al., *Implicit neural representations with
/// periodic activation functions*, 2020).
public struct DenseInitializer: Sendable, Hashable {
  /// What the weights' range is multiplied by.
  public var weightScale: Double

  /// Uniform in +-1 / sqrt(inputs), the weights' range times `weightScale`.
  public init(weightScale: Double = 1) {
    self.weightScale = weightScale
  }

  func parameters(for layer: Dense, from stream: inout RandomStream) -> [Double] {
    let limit = 1 / Double(layer.inputCount).squareRoot()
    return (0..<layer.parameterCount).map { index in
      let isWeight = index < layer.inputCount * layer.outputCount
      return stream.uniform(in: -limit..<limit) * (isWeight ? weightScale : 1)
    }
  }
}

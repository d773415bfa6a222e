import RandomStreams

/// A fully connected layer: output = input W + b.
///
/// Inputs `[samples, inputCount]`, outputs `[samples, outputCount]`. Parameters: W as
/// `[inputCount, outputCount]`, row after row, then b as `[outputCount]` if there is a bias.
public struct Dense: Layer, Hashable {
  /// How many features a sample has.
  public let inputCount: Int
  /// How many units the layer has.
  public let outputCount: Int
  /// Whether there is a bias b.
  public let hasBias: Bool
  /// How parameters are drawn.
  public let initializer: DenseInitializer

  /// A layer of `outputCount` units.
  ///
  /// - Precondition: positive counts.
  public init(
    inputCount: Int, outputCount: Int, hasBias: Bool = true,
    initializer: DenseInitializer = DenseInitializer()
  ) {
    precondition(
      inputCount > 0 && outputCount > 0, "a dense layer from \(inputCount) to \(outputCount)")
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.hasBias = hasBias
    self.initializer = initializer
  }

  /// A weight for each pair of feature and unit, and a bias for each unit if there are any.
  public var parameterCount: Int { inputCount * outputCount + (hasBias ? outputCount : 0) }

  /// Draws W and b as the initialiser says.
  public func initialParameters(from stream: inout RandomStream) -> [Double] {
    initializer.parameters(for: self, from: &stream)
  }

  /// output = input W + b
  public func forward(_ pass: LayerPass) {
    let bias = pass.parameters + inputCount * outputCount
    for sample in 0..<pass.sampleCount {
      let input = pass.input + sample * inputCount
      let output = pass.output + sample * outputCount
      for unit in 0..<outputCount { output[unit] = hasBias ? bias[unit] : 0 }
      for feature in 0..<inputCount {
        let weights = pass.parameters + feature * outputCount
        let value = input[feature]
        for unit in 0..<outputCount { output[unit] += value * weights[unit] }
      }
    }
  }

  /// dW = input^T dOutput, db = the sum of dOutput over the samples, dInput = dOutput W^T
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    for sample in 0..<pass.sampleCount {
      let outputGradient = gradients.output + sample * outputCount
      if let parameterGradient = gradients.parameters {
        let input = pass.input + sample * inputCount
        for feature in 0..<inputCount {
          let weightGradient = parameterGradient + feature * outputCount
          let value = input[feature]
          for unit in 0..<outputCount { weightGradient[unit] += value * outputGradient[unit] }
        }
        if hasBias {
          let biasGradient = parameterGradient + inputCount * outputCount
          for unit in 0..<outputCount { biasGradient[unit] += outputGradient[unit] }
        }
      }
      if let inputGradient = gradients.input {
        for feature in 0..<inputCount {
          inputGradient[sample * inputCount + feature] += dotProduct(
            pass.parameters + feature * outputCount, outputGradient, count: outputCount)
        }
      }
    }
  }
}

/// The sum of products, in four interleaved partial sums, so that they can be added up in parallel.
private func dotProduct(
  _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int
) -> Double {
  var sums = SIMD4<Double>.zero
  var index = 0
  while index + 4 <= count {
    let x = SIMD4(left[index], left[index + 1], left[index + 2], left[index + 3])
    let y = SIMD4(right[index], right[index + 1], right[index + 2], right[index + 3])
    sums += x * y
    index += 4
  }
  var sum = sums.sum()
  while index < count {
    sum += left[index] * right[index]
    index += 1
  }
  return sum
}

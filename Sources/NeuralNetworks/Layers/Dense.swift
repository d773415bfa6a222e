import Arithmetic
import CKernels
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

  /// Forward, by the inputs and by the parameters.
  public var workPerSample: Int { 3 * inputCount * outputCount }

  /// output = input W + b
  public func forward(_ pass: LayerPass) {
    pass.kernels.pointee.dense_forward(
      inputCount, outputCount, hasBias ? 1 : 0, pass.memory.prepared, pass.input.batch,
      pass.input.start, pass.output.start)
  }

  /// dW = input^T dOutput, db = the sum of dOutput over the samples, dInput = dOutput W^T
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    pass.kernels.pointee.dense_backward(
      inputCount, outputCount, hasBias ? 1 : 0, pass.memory.prepared, pass.input.batch,
      pass.input.start, gradients.output.start, gradients.input?.start,
      gradients.wantsParameters ? pass.memory.sums : nil)
  }
}

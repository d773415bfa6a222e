import Arithmetic
import CKernels
import RandomStreams

/// A function applied to each number.
public enum Activation: String, CaseIterable, Sendable, Codable, Hashable {
  /// max(0, x)
  case relu
  /// tanh x
  case tanh
  /// sin x
  case sine

  var kernel: qd_activation {
    switch self {
    case .relu: QD_RELU
    case .tanh: QD_TANH
    case .sine: QD_SINE
    }
  }
}

/// A layer that applies an activation to each of its inputs. It has no parameters.
public struct ActivationLayer: Layer, Hashable {
  /// The function.
  public let activation: Activation
  /// How many numbers a sample has.
  public let inputCount: Int

  /// A layer for samples of `count` numbers.
  public init(_ activation: Activation, count: Int) {
    precondition(count > 0, "an activation of \(count) numbers")
    self.activation = activation
    inputCount = count
  }

  /// As many as there are inputs.
  public var outputCount: Int { inputCount }
  /// None.
  public var parameterCount: Int { 0 }

  /// None.
  public func initialParameters(from stream: inout RandomStream) -> [Double] { [] }

  /// output = f(input)
  public func forward(_ pass: LayerPass) {
    pass.kernels.pointee.activation_forward(
      activation.kernel, inputCount, pass.input.batch, pass.input.start, pass.output.start)
  }

  /// dInput = f'(input) dOutput; the derivative of max(0, x) at 0 is taken as 0.
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    guard let input = gradients.input else { return }
    pass.kernels.pointee.activation_backward(
      activation.kernel, inputCount, pass.input.batch, pass.input.start, pass.output.start,
      gradients.output.start, input.start)
  }
}

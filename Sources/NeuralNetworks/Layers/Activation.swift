import Numerics
import RandomStreams

/// A function applied to each number.
public enum Activation: String, CaseIterable, Sendable, Codable, Hashable {
  /// max(0, x)
  case relu
  /// tanh x
  case tanh
  /// sin x
  case sine

  @inline(__always)
  func value(_ x: Double) -> Double {
    switch self {
    // Not max(0, x), which would make 0 of what is no number.
    case .relu: x < 0 ? 0 : x
    case .tanh: .tanh(x)
    case .sine: .sin(x)
    }
  }

  /// The derivative at x, where `y` is the value there. ReLU's at 0 is taken as 0.
  @inline(__always)
  func derivative(_ x: Double, value y: Double) -> Double {
    switch self {
    case .relu: x > 0 ? 1 : 0
    case .tanh: 1 - y * y
    case .sine: .cos(x)
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
    for index in 0..<pass.sampleCount * inputCount {
      pass.output[index] = activation.value(pass.input[index])
    }
  }

  /// dInput = f'(input) dOutput
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    guard let inputGradient = gradients.input else { return }
    for index in 0..<pass.sampleCount * inputCount {
      inputGradient[index] +=
        gradients.output[index]
        * activation.derivative(pass.input[index], value: pass.output[index])
    }
  }
}

/// Where an angle of a gate comes from. In radians.
public enum Angle: Sendable, Hashable {
  /// A fixed number.
  case constant(Double)
  /// The circuit's trainable parameter with this index, the same for every sample.
  case parameter(Int)
  /// The circuit's input with this index, one number per sample.
  case input(Int)
  /// A trainable parameter times an input: an input whose scale is learnt.
  case scaledInput(parameter: Int, input: Int)
  /// The product of two inputs of the sample, as in IQP circuits.
  case inputProduct(Int, Int)

  /// Whether it is a fixed number.
  public var isConstant: Bool { if case .constant = self { true } else { false } }

  /// The parameters that the angle depends on.
  public var parameters: [Int] {
    switch self {
    case .constant, .input, .inputProduct: []
    case .parameter(let index), .scaledInput(let index, _): [index]
    }
  }

  /// The inputs that the angle depends on; an input that is squared is named twice.
  public var inputs: [Int] {
    switch self {
    case .constant, .parameter: []
    case .input(let index), .scaledInput(_, let index): [index]
    case .inputProduct(let first, let second): [first, second]
    }
  }
}

extension Angle: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A constant angle.
  public init(floatLiteral value: Double) {
    self = .constant(value)
  }

  /// A constant angle.
  public init(integerLiteral value: Int) {
    self = .constant(Double(value))
  }
}

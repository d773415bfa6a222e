/// Where an angle of a gate comes from. In radians.
public enum Angle: Sendable, Hashable {
  /// A fixed number.
  case constant(Double)
  /// The circuit's trainable parameter with this index, the same for every sample.
  case parameter(Int)
  /// The circuit's input with this index, one number per sample.
  case input(Int)
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

extension Angle {
  /// What an angle depends on.
  enum Variable {
    case parameter(Int), input(Int)
  }

  /// The angle, in radians.
  func value(parameter: (Int) -> Double, input: (Int) -> Double) -> Double {
    switch self {
    case .constant(let value): value
    case .parameter(let index): parameter(index)
    case .input(let index): input(index)
    case .scaledInput(let scale, let index): parameter(scale) * input(index)
    case .inputProduct(let first, let second): input(first) * input(second)
    }
  }

  /// Calls `body` with all that the angle depends on, and its derivative by that.
  func forEachSlope(
    parameter: (Int) -> Double, input: (Int) -> Double, _ body: (Variable, Double) -> Void
  ) {
    switch self {
    case .constant: break
    case .parameter(let index): body(.parameter(index), 1)
    case .input(let index): body(.input(index), 1)
    case .scaledInput(let scale, let index):
      body(.parameter(scale), input(index))
      body(.input(index), parameter(scale))
    case .inputProduct(let first, let second):
      body(.input(first), input(second))
      body(.input(second), input(first))
    }
  }
}

// Angles as people write them.

extension Angle: CustomStringConvertible {
  /// Where the angle comes from: `θ0` for a parameter, `x0` for an input, `θ3·x0` and `x0·x1` for products,
  /// `π/2` or `0.3` for a constant.
  public var description: String {
    switch self {
    case .constant(let value): radianText(value)
    case .parameter(let index): "θ\(index)"
    case .input(let index): "x\(index)"
    case .scaledInput(let parameter, let input): "θ\(parameter)·x\(input)"
    case .inputProduct(let first, let second) where first == second: "x\(first)²"
    case .inputProduct(let first, let second): "x\(first)·x\(second)"
    }
  }
}

/// A number as a fraction of π if it is one (but for rounding), otherwise with four decimals or, if it is too small
/// for them, with all its digits.
func radianText(_ value: Double) -> String {
  for denominator in [1, 2, 3, 4, 6, 8, 16, 32] {
    let numerator = (value / .pi * Double(denominator)).rounded()
    let exact = numerator * .pi / Double(denominator)
    guard numerator != 0, abs(numerator) < 1000, abs(exact - value) <= 4 * value.ulp else {
      continue
    }
    let sign = numerator < 0 ? "-" : ""
    let factor = abs(numerator) == 1 ? "" : "\(Int(abs(numerator)))"
    return sign + factor + "π" + (denominator == 1 ? "" : "/\(denominator)")
  }
  let rounded = (value * 1e4).rounded() / 1e4
  let text = rounded == 0 || !rounded.isFinite ? "\(value)" : "\(rounded)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

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

extension AngleSum: CustomStringConvertible {
  /// The terms, parameters before inputs, then the constant: `θ4-0.5·θ11+x0+π/2`.
  var description: String {
    var text = ""
    func add(_ summand: String) {
      text += text.isEmpty || summand.hasPrefix("-") ? summand : "+" + summand
    }
    for term in terms.sorted(by: { $0.angle.rank.lexicographicallyPrecedes($1.angle.rank) }) {
      switch term.coefficient {
      case 1: add("\(term.angle)")
      case -1: add("-\(term.angle)")
      default: add("\(radianText(term.coefficient))·\(term.angle)")
      }
    }
    if constant != 0 || text.isEmpty { add(radianText(constant)) }
    return text
  }
}

extension Angle {
  /// Its place in a sum.
  fileprivate var rank: [Int] {
    switch self {
    case .parameter(let index): [0, index]
    case .scaledInput(let parameter, let input): [1, parameter, input]
    case .input(let index): [2, index]
    case .inputProduct(let first, let second): [3, first, second]
    case .constant: [4]
    }
  }
}

/// A number as a fraction of π if it is one (but for rounding), otherwise with four decimals or, if it is too small
/// for them, with all its digits.
private func radianText(_ value: Double) -> String {
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

import Foundation

/// What an expression of a program stands for: a number, plus numbers times variables, or times products of two.
struct OpenQASMValue: Sendable, Hashable {
  /// The variables of a term, by their numbers, in ascending order.
  typealias Term = [Int]

  var constant: Double
  var terms: [Term: Double] = [:]
  /// Whether it is written as a whole number.
  var isWhole = false

  static func number(_ value: Double) -> OpenQASMValue { OpenQASMValue(constant: value) }
  static func variable(_ number: Int) -> OpenQASMValue {
    OpenQASMValue(constant: 0, terms: [[number]: 1])
  }

  var isConstant: Bool { terms.isEmpty }
  var isZero: Bool { isConstant && constant == 0 }

  /// The same as a gate's parameter, which is an angle however it is written.
  var asAngle: OpenQASMValue {
    var angle = self
    angle.isWhole = false
    return angle
  }

  func times(_ factor: Double) -> OpenQASMValue {
    OpenQASMValue(constant: constant * factor, terms: terms.mapValues { $0 * factor }).simplified
  }

  static func + (left: OpenQASMValue, right: OpenQASMValue) -> OpenQASMValue {
    OpenQASMValue(
      constant: left.constant + right.constant,
      terms: left.terms.merging(right.terms, uniquingKeysWith: +),
      isWhole: left.isWhole && right.isWhole
    ).simplified
  }

  /// The product; terms may have more than two variables.
  static func * (left: OpenQASMValue, right: OpenQASMValue) -> OpenQASMValue {
    var product = right.times(left.constant) + left.times(right.constant)
    product.constant = left.constant * right.constant
    for (term, factor) in left.terms {
      for (other, otherFactor) in right.terms {
        product.terms[(term + other).sorted(), default: 0] += factor * otherFactor
      }
    }
    product.isWhole = left.isWhole && right.isWhole
    return product.simplified
  }

  private var simplified: OpenQASMValue {
    var value = self
    value.terms = terms.filter { $0.value != 0 }
    return value
  }
}

extension OpenQASMTokens {
  /// Deeper nested expressions than this nobody writes.
  private static let depthLimit = 60

  /// Reads an expression: sums, products, powers, functions, `pi`, and the names that `values` knows.
  mutating func expression(
    _ values: [String: OpenQASMValue], version: Int, depth: Int = 0
  ) throws(InterchangeError) -> OpenQASMValue {
    guard depth < Self.depthLimit else { throw error("the expression is nested too deeply") }
    var sum = try product(values, version, depth)
    while true {
      if passes("+") {
        sum = sum + (try product(values, version, depth))
      } else if passes("-") {
        sum = sum + (try product(values, version, depth)).times(-1)
      } else {
        return try checked(sum)
      }
    }
  }

  private func checked(_ value: OpenQASMValue) throws(InterchangeError) -> OpenQASMValue {
    guard value.constant.isFinite, value.terms.values.allSatisfy(\.isFinite) else {
      throw error("the expression has no finite value")
    }
    guard value.terms.keys.allSatisfy({ $0.count <= 2 }), value.terms.count <= 64 else {
      throw error("an angle may be a sum of variables and of products of two, not more")
    }
    return value
  }

  private mutating func product(
    _ values: [String: OpenQASMValue], _ version: Int, _ depth: Int
  ) throws(InterchangeError) -> OpenQASMValue {
    var product = try signed(values, version, depth)
    while true {
      if passes("*") {
        product = try checked(product * (try signed(values, version, depth)))
      } else if passes("/") {
        let divisor = try signed(values, version, depth)
        guard divisor.isConstant else { throw error("a division by a variable has no angle here") }
        guard divisor.constant != 0 else { throw error("a division by 0") }
        if version == 3, product.isWhole, divisor.isWhole,
          product.constant.remainder(dividingBy: divisor.constant) != 0
        {
          throw error(
            "readers of OpenQASM 3 differ on whole numbers that do not divide; write 1.0/2 for a half"
          )
        }
        product = try checked(product.times(1 / divisor.constant))
      } else {
        return product
      }
    }
  }

  private mutating func signed(
    _ values: [String: OpenQASMValue], _ version: Int, _ depth: Int
  ) throws(InterchangeError) -> OpenQASMValue {
    guard depth < Self.depthLimit else { throw error("the expression is nested too deeply") }
    if passes("-") {
      let value = try signed(values, version, depth + 1)
      var negative = value.times(-1)
      negative.isWhole = value.isWhole
      return negative
    }
    if passes("+") { return try signed(values, version, depth + 1) }
    let base = try primary(values, version, depth)
    guard passes(version == 2 ? "^" : "**") else { return base }
    let exponent = try signed(values, version, depth + 1)
    guard base.isConstant, exponent.isConstant else { throw error("a power of a variable") }
    return try checked(.number(pow(base.constant, exponent.constant)))
  }

  private mutating func primary(
    _ values: [String: OpenQASMValue], _ version: Int, _ depth: Int
  ) throws(InterchangeError) -> OpenQASMValue {
    let token = take()
    switch token.kind {
    case .integer(let number):
      var value = OpenQASMValue.number(Double(number))
      value.isWhole = true
      return value
    case .real(let number): return .number(number)
    case .sign("("):
      let value = try expression(values, version: version, depth: depth + 1)
      try expect(")")
      return value
    case .word(let word):
      if let value = values[word] { return value }
      if let constant = Self.constants[word] { return .number(constant) }
      if let function = Self.functions[word] {
        try expect("(")
        let value = try expression(values, version: version, depth: depth + 1)
        try expect(")")
        guard value.isConstant else {
          throw error("\(word) of a variable has no angle here", at: token)
        }
        return try checked(.number(function(value.constant)))
      }
      throw error("\(word) is no number, variable or function that is known here", at: token)
    case .text, .sign, .end:
      throw error("\(token.description), where an angle should be", at: token)
    }
  }

  private static let constants = [
    "pi": Double.pi, "π": .pi, "tau": 2 * .pi, "τ": 2 * .pi, "euler": exp(1.0),
  ]

  private static let functions: [String: @Sendable (Double) -> Double] = [
    "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) }, "exp": { exp($0) },
    "ln": { log($0) }, "log": { log($0) }, "sqrt": { sqrt($0) }, "arcsin": { asin($0) },
    "arccos": { acos($0) }, "arctan": { atan($0) },
  ]
}

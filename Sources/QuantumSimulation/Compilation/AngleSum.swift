import Numerics

/// A constant plus multiples of angles: what merged rotations turn by. In radians.
struct AngleSum: Hashable {
  var constant = 0.0
  var terms: [Term] = []

  /// coefficient x angle, where the angle is not a constant.
  struct Term: Hashable {
    var coefficient: Double
    let angle: Angle
    /// Whether the inputs are bits, by which there is no derivative.
    var isFlat = false
  }

  init(_ constant: Double) {
    self.constant = constant
  }

  /// pi if the input, a bit, is 1.
  init(halfTurnIf bit: Int) {
    terms = [Term(coefficient: .pi, angle: .input(bit), isFlat: true)]
  }

  init(_ angle: Angle, times coefficient: Double = 1) {
    if case .constant(let value) = angle {
      constant = coefficient * value
    } else {
      terms = [Term(coefficient: coefficient, angle: angle)]
    }
  }

  /// Whether a rotation by it is the identity, but for a global phase.
  var isTrivial: Bool {
    terms.isEmpty && constant.remainder(dividingBy: 2 * .pi) == 0
  }

  /// Whether it differs from sample to sample.
  var dependsOnInput: Bool {
    terms.contains { !$0.angle.inputs.isEmpty }
  }

  static prefix func - (sum: AngleSum) -> AngleSum {
    var result = sum
    result.constant.negate()
    for index in result.terms.indices { result.terms[index].coefficient.negate() }
    return result
  }

  static func += (left: inout AngleSum, right: AngleSum) {
    left.constant += right.constant
    for term in right.terms {
      if let index = left.terms.firstIndex(where: {
        $0.angle == term.angle && $0.isFlat == term.isFlat
      }) {
        left.terms[index].coefficient += term.coefficient
      } else {
        left.terms.append(term)
      }
    }
    left.terms.removeAll { $0.coefficient == 0 }
  }
}

extension AngleSum {
  /// A multiple.
  func scaled(by factor: Double) -> AngleSum {
    var result = self
    result.constant *= factor
    for index in result.terms.indices { result.terms[index].coefficient *= factor }
    return result
  }

  /// The sum, in radians.
  func value(parameter: (Int) -> Double, input: (Int) -> Double) -> Double {
    terms.reduce(constant) {
      $0 + $1.coefficient * $1.angle.value(parameter: parameter, input: input)
    }
  }
}

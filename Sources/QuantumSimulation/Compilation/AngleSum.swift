import Numerics

/// A constant plus multiples of angles: what merged rotations turn by. In radians.
struct AngleSum: Hashable {
  var constant = 0.0
  var terms: [Term] = []

  /// coefficient x angle, where the angle is not a constant.
  struct Term: Hashable {
    var coefficient: Double
    let angle: Angle
  }

  init(_ constant: Double) {
    self.constant = constant
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
    var result = AngleSum(-sum.constant)
    result.terms = sum.terms.map { Term(coefficient: -$0.coefficient, angle: $0.angle) }
    return result
  }

  static func += (left: inout AngleSum, right: AngleSum) {
    left.constant += right.constant
    for term in right.terms {
      if let index = left.terms.firstIndex(where: { $0.angle == term.angle }) {
        left.terms[index].coefficient += term.coefficient
      } else {
        left.terms.append(term)
      }
    }
    left.terms.removeAll { $0.coefficient == 0 }
  }
}

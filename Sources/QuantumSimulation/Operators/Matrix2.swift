import Numerics

/// A complex 2 x 2 matrix, `[[a, b], [c, d]]`.
public struct Matrix2: Sendable, Equatable {
  /// The elements, row after row.
  public var a, b, c, d: Complex<Double>

  /// The matrix `[[a, b], [c, d]]`.
  public init(
    _ a: Complex<Double>, _ b: Complex<Double>, _ c: Complex<Double>, _ d: Complex<Double>
  ) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// The conjugate transpose: the inverse, if the matrix is unitary.
  public var adjoint: Matrix2 {
    Matrix2(a.conjugate, c.conjugate, b.conjugate, d.conjugate)
  }

  /// Whether both off-diagonal elements are exactly zero.
  var isDiagonal: Bool {
    b == .zero && c == .zero
  }

  static func diagonal(_ a: Complex<Double>, _ d: Complex<Double>) -> Matrix2 {
    Matrix2(a, .zero, .zero, d)
  }

  static func * (factor: Complex<Double>, matrix: Matrix2) -> Matrix2 {
    Matrix2(factor * matrix.a, factor * matrix.b, factor * matrix.c, factor * matrix.d)
  }
}

// MARK: - The matrices that gates are made of

extension Matrix2 {
  static let identity = diagonal(.one, .one)
  static let pauliX = Matrix2(.zero, .one, .one, .zero)
  static let pauliY = Matrix2(.zero, -.i, .i, .zero)
  static let pauliZ = diagonal(.one, -.one)
  static let rootOfX =
    Complex(0.5)
    * Matrix2(
      Complex(1, 1), Complex(1, -1), Complex(1, -1), Complex(1, 1))
  static let hadamard = Complex(Double.sqrt(0.5)) * Matrix2(.one, .one, .one, -.one)

  /// `exp(-i angle X / 2)`
  static func rotationX(_ angle: Double) -> Matrix2 {
    let (cosine, sine) = halfAngle(angle)
    return Matrix2(
      Complex(cosine), Complex(imaginary: -sine), Complex(imaginary: -sine), Complex(cosine))
  }

  /// `exp(-i angle Y / 2)`
  static func rotationY(_ angle: Double) -> Matrix2 {
    let (cosine, sine) = halfAngle(angle)
    return Matrix2(Complex(cosine), Complex(-sine), Complex(sine), Complex(cosine))
  }

  /// `exp(-i angle P / 2)` for the P that takes the first basis state to `factor` times the second, and the second
  /// to its conjugate times the first; 1 gives X, i gives Y.
  static func rotation(_ angle: Double, swapping factor: Complex<Double>) -> Matrix2 {
    let (cosine, sine) = halfAngle(angle)
    let mixing = Complex(imaginary: -sine)
    return Matrix2(
      Complex(cosine), mixing * factor.conjugate, mixing * factor, Complex(cosine))
  }

  /// `exp(-i angle Z / 2)`
  static func rotationZ(_ angle: Double) -> Matrix2 {
    let (cosine, sine) = halfAngle(angle)
    return diagonal(Complex(cosine, -sine), Complex(cosine, sine))
  }

  /// `diag(1, exp(i angle))`
  static func phase(_ angle: Double) -> Matrix2 {
    diagonal(.one, unitPhase(angle))
  }

  /// Qiskit's `UGate(theta, phi, lambda)`: `exp(i (phi + lambda) / 2) RZ(phi) RY(theta) RZ(lambda)`.
  static func general(_ theta: Double, _ phi: Double, _ lambda: Double) -> Matrix2 {
    let (cosine, sine) = halfAngle(theta)
    return Matrix2(
      Complex(cosine), -Complex(sine) * unitPhase(lambda),
      Complex(sine) * unitPhase(phi), Complex(cosine) * unitPhase(phi + lambda))
  }

  private static func halfAngle(_ angle: Double) -> (cosine: Double, sine: Double) {
    (.cos(angle / 2), .sin(angle / 2))
  }

  private static func unitPhase(_ angle: Double) -> Complex<Double> {
    Complex(.cos(angle), .sin(angle))
  }
}

import Numerics

/// A channel of one qubit that shrinks the axes of the Bloch sphere and moves it along Z:
/// X -> x X, Y -> y Y, Z -> z Z + shift.
///
/// In the basis of Pauli operators a state is a vector of real numbers, and this is all that noise does to it.
public struct BlochMap: Sendable, Hashable {
  /// What is left of each axis.
  public var x, y, z: Double
  /// How far the sphere moves along Z.
  public var shift: Double

  /// A map.
  public init(x: Double, y: Double, z: Double, shift: Double = 0) {
    (self.x, self.y, self.z, self.shift) = (x, y, z, shift)
  }

  /// Nothing goes wrong.
  public static let identity = BlochMap(x: 1, y: 1, z: 1)

  /// This one, and then another.
  public func followed(by other: BlochMap) -> BlochMap {
    BlochMap(
      x: x * other.x, y: y * other.y, z: z * other.z, shift: shift * other.z + other.shift)
  }

  /// Its Kraus operators, at most four: real matrices, diagonal ones and ones with nothing on the diagonal.
  ///
  /// With E(rho) = sum of chi_mn P_m rho P_n over the Pauli operators, chi has two blocks, of I and Z and of X and Y; an
  /// eigenvector of it with eigenvalue w is an operator sqrt(w) sum of c_m P_m.
  ///
  /// - Precondition: the map is completely positive.
  public var krausOperators: [KrausOperator] {
    func operators(_ first: Double, _ second: Double, isDiagonal: Bool) -> [KrausOperator] {
      // Eigenvalues and eigenvectors of [[first, shift / 4], [shift / 4, second]].
      let (mean, difference) = ((first + second) / 2, (first - second) / 2)
      let root = Double.hypot(difference, shift / 4)
      let angle = Double.atan2(y: shift / 4, x: difference) / 2
      let vectors = [
        (mean + root, Double.cos(angle), Double.sin(angle)),
        (mean - root, -Double.sin(angle), Double.cos(angle)),
      ]
      return vectors.compactMap { weight, c, d in
        precondition(weight > -1e-12, "\(self) is no channel")
        guard weight > 1e-15 else { return nil }
        let factor = weight.squareRoot()
        return KrausOperator(
          isDiagonal: isDiagonal, first: factor * (c + d), second: factor * (c - d))
      }
    }
    return operators((1 + x + y + z) / 4, (1 - x - y + z) / 4, isDiagonal: true)
      + operators((1 + x - y - z) / 4, (1 - x + y - z) / 4, isDiagonal: false)
  }
}

/// A real Kraus operator: diag(first, second), or [[0, first], [second, 0]].
public struct KrausOperator: Sendable, Hashable {
  /// Whether it keeps basis states; otherwise it swaps them.
  public let isDiagonal: Bool
  /// The elements of its first row and its second.
  public let first, second: Double

  /// Tr(K^dagger K) / 2: how probable it is where nothing is known of the state.
  public var probability: Double { (first * first + second * second) / 2 }

  /// The operator as a matrix.
  public var matrix: Matrix2 {
    isDiagonal
      ? .diagonal(Complex(first), Complex(second))
      : Matrix2(.zero, Complex(first), Complex(second), .zero)
  }
}

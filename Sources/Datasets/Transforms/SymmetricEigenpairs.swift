import Numerics
import Tables

/// The largest eigenvalues of a symmetric matrix and their eigenvectors, by Householder's tridiagonalisation
/// and the implicit QL method (Golub and Van Loan, *Matrix Computations*, 8.3; Dubrulle, Martin and
/// Wilkinson, *The implicit QL algorithm*, 1968).
struct SymmetricEigenpairs {
  /// All eigenvalues, the largest first.
  let values: [Double]
  /// Orthonormal eigenvectors of the largest, `[count, size]`.
  let vectors: Matrix

  /// The eigenpairs of a matrix `[size, size]` of finite numbers.
  ///
  /// Takes about 5 size^3 operations and, besides the matrix, one more of its size. The error of values is
  /// some roundings of the largest one; that of a vector as much, over the distance to the next value.
  init(of matrix: consuming Matrix, count: Int) {
    let size = matrix.rowCount
    precondition(matrix.columnCount == size && count <= size, "\(count) eigenpairs of \(size)")
    // Squares must neither overflow nor vanish.
    let scale = matrix.elements.reduce(0) { max($0, abs($1)) }
    if scale > 0 { for index in matrix.elements.indices { matrix.elements[index] /= scale } }
    var tridiagonal = Tridiagonal(size: size)
    tridiagonal.reduce(&matrix)
    let rotations = tridiagonal.diagonalise()

    let order = (0..<size).sorted {
      let (left, right) = (tridiagonal.diagonal[$0], tridiagonal.diagonal[$1])
      return left == right ? $0 < $1 : left > right
    }
    values = order.map { tridiagonal.diagonal[$0] * scale }
    var vectors = rotations.selecting(rows: Array(order.prefix(count)))
    tridiagonal.reflect(&vectors, matrix)
    self.vectors = vectors
  }
}

/// A symmetric tridiagonal matrix, and the reflections that made it.
private struct Tridiagonal {
  var diagonal: [Double]
  /// Beside the diagonal; one more at the end, for the method's sake.
  var side: [Double]
  /// 2 / |v|^2 for each reflection 1 - 2 v v^T / |v|^2, 0 for none.
  var factors: [Double]
  var size: Int { diagonal.count }

  init(size: Int) {
    diagonal = [Double](repeating: 0, count: size)
    (side, factors) = (diagonal, diagonal)
  }

  /// Reduces a symmetric matrix, both triangles of which are given. Its row k then holds the k-th
  /// reflection's vector, from k + 1 on.
  mutating func reduce(_ matrix: inout Matrix) {
    let size = size
    var product = [Double](repeating: 0, count: size)
    matrix.elements.withUnsafeMutableBufferPointer { elements in
      product.withUnsafeMutableBufferPointer { product in
        for k in 0..<size {
          let vector = elements.baseAddress! + k * size
          diagonal[k] = vector[k]
          guard k + 1 < size else { break }
          makeReflection(k, vector)
          guard factors[k] > 0 else { continue }
          // p = A v, a row after another: A is symmetric.
          let product = product.baseAddress!
          for j in k + 1..<size { product[j] = 0 }
          for i in k + 1..<size {
            let row = elements.baseAddress! + i * size
            let factor = vector[i]
            for j in k + 1..<size { product[j] += factor * row[j] }
          }
          // w = f (p - f (p . v) / 2 v), and A becomes A - v w^T - w v^T.
          var inner = 0.0
          for j in k + 1..<size { inner += product[j] * vector[j] }
          let half = factors[k] * inner / 2
          for j in k + 1..<size { product[j] = factors[k] * (product[j] - half * vector[j]) }
          for i in k + 1..<size {
            let row = elements.baseAddress! + i * size
            let (v, w) = (vector[i], product[i])
            for j in k + 1..<size { row[j] -= v * product[j] + w * vector[j] }
          }
        }
      }
    }
  }

  /// The reflection that leaves only the first of a row's elements beyond the diagonal.
  private mutating func makeReflection(_ k: Int, _ row: UnsafeMutablePointer<Double>) {
    let first = row[k + 1]
    var rest = 0.0
    for j in k + 2..<size { rest += row[j] * row[j] }
    guard rest > 0 else {
      side[k] = first
      return
    }
    let norm = (first * first + rest).squareRoot()
    side[k] = first > 0 ? -norm : norm
    row[k + 1] = first - side[k]
    factors[k] = 2 / (row[k + 1] * row[k + 1] + rest)
  }

  /// Makes the diagonal the eigenvalues, and gives back their eigenvectors as rows.
  mutating func diagonalise() -> Matrix {
    var vectors = Matrix(rowCount: size, columnCount: size)
    for k in 0..<size { vectors[k, k] = 1 }
    let size = size
    vectors.elements.withUnsafeMutableBufferPointer { vectors in
      for first in 0..<size {
        var sweeps = 0
        while let last = blockEnd(from: first), last > first {
          sweeps += 1
          // Two are usual.
          precondition(sweeps < 200, "no convergence at eigenvalue \(first)")
          sweep(first, last, vectors.baseAddress!)
        }
      }
    }
    return vectors
  }

  /// Where the next element beside the diagonal is negligible.
  private func blockEnd(from first: Int) -> Int? {
    (first..<size).first { index in
      guard index + 1 < size else { return true }
      let neighbours = abs(diagonal[index]) + abs(diagonal[index + 1])
      // The matrix is scaled: its largest eigenvalue is about 1 or more.
      return abs(side[index]) <= .ulpOfOne * neighbours + 1e-300
    }
  }

  /// One implicit QL step with Wilkinson's shift, from the end of a block back to its start.
  private mutating func sweep(_ first: Int, _ last: Int, _ vectors: UnsafeMutablePointer<Double>) {
    let size = size
    var g = (diagonal[first + 1] - diagonal[first]) / (2 * side[first])
    let root = Double.hypot(g, 1)
    g = diagonal[last] - diagonal[first] + side[first] / (g + (g < 0 ? -root : root))
    var (sine, cosine, shift) = (1.0, 1.0, 0.0)
    for index in (first..<last).reversed() {
      let f = sine * side[index]
      let b = cosine * side[index]
      let r = Double.hypot(f, g)
      side[index + 1] = r
      if r == 0 {
        // The block falls apart here.
        diagonal[index + 1] -= shift
        side[last] = 0
        return
      }
      (sine, cosine) = (f / r, g / r)
      g = diagonal[index + 1] - shift
      let s = (diagonal[index] - g) * sine + 2 * cosine * b
      shift = sine * s
      diagonal[index + 1] = g + shift
      g = cosine * s - b
      let (lower, upper) = (vectors + index * size, vectors + (index + 1) * size)
      for j in 0..<size {
        let value = upper[j]
        upper[j] = sine * lower[j] + cosine * value
        lower[j] = cosine * lower[j] - sine * value
      }
    }
    diagonal[first] -= shift
    side[first] = g
    side[last] = 0
  }

  /// Turns eigenvectors of the tridiagonal matrix, as rows, into those of the matrix it was made of.
  func reflect(_ vectors: inout Matrix, _ reflections: Matrix) {
    for row in 0..<vectors.rowCount {
      for k in (0..<size).reversed() where factors[k] > 0 {
        var inner = 0.0
        for j in k + 1..<size { inner += reflections[k, j] * vectors[row, j] }
        inner *= factors[k]
        for j in k + 1..<size { vectors[row, j] -= inner * reflections[k, j] }
      }
    }
  }
}

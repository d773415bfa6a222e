import Tables

extension PrincipalComponents {
  /// The directions in which these rows vary most.
  ///
  /// They are eigenvectors of the covariance matrix or, if there are fewer rows than features, follow from
  /// those of the rows' inner products: so they are exact up to roundings of the largest variance, over the
  /// distance between two variances; directions of a variance below rounding are refused.
  ///
  /// With n rows and p features it takes n p min(n, p) + 5 min(n, p)^3 operations, two matrices of
  /// min(n, p)^2 numbers and, with fewer rows than features, a copy of the rows.
  ///
  /// - Parameters:
  ///   - features: `[samples, features]`
  ///   - count: how many directions.
  /// - Throws: `DatasetError` if the rows do not vary in so many directions, or are too many by too many.
  public static func fitted(
    to features: Matrix, count: Int
  ) throws(DatasetError) -> PrincipalComponents {
    let (rows, columns) = (features.rowCount, features.columnCount)
    let limit = min(rows - 1, columns)
    guard count >= 1 else {
      throw .invalidSetting("the number of principal components", "\(count)", "at least 1")
    }
    guard count <= limit else {
      throw .cannotFit(
        "principal components", "\(rows) rows of \(columns) features have no \(count) of them",
        remedy: "ask for at most \(max(0, limit)) or give more rows")
    }
    guard min(rows, columns) <= sizeLimit else {
      throw .cannotFit(
        "principal components", "\(rows) rows of \(columns) features are too many",
        remedy: "pool images first, or have at most \(sizeLimit) features or rows")
    }
    let means = features.columnMoments().means
    let isTall = columns <= rows
    // Wide rows lie down: their products are those of the columns of X^T.
    let centred = isTall ? nil : features.transposed(less: means)
    let products =
      centred?.columnProducts(less: [Double](repeating: 0, count: rows))
      ?? features.columnProducts(less: means)
    guard products.elements.allSatisfy(\.isFinite) else {
      throw .cannotFit(
        "principal components", "the features' squares are beyond what a number can hold",
        remedy: "scale the features first")
    }
    let pairs = SymmetricEigenpairs(of: products, count: count)
    let rounding = Double(max(rows, columns)) * Double.ulpOfOne * max(0, pairs.values[0])
    guard let smallest = pairs.values.prefix(count).last, smallest > rounding else {
      let rank = pairs.values.count { $0 > rounding }
      throw .cannotFit(
        "principal components", "the rows vary in \(rank) directions only",
        remedy: "ask for at most \(rank)")
    }
    var components = centred?.combiningColumns(pairs.vectors) ?? pairs.vectors
    components.fixSigns()
    let divisor = Double(rows - 1)
    return PrincipalComponents(
      means: means, components: components,
      variances: pairs.values.prefix(count).map { $0 / divisor },
      totalVariance: pairs.values.reduce(0) { $0 + max(0, $1) } / divisor)
  }

  /// So many features, or rows, take some ten seconds; twice as many eight times that.
  static let sizeLimit = 2048
}

extension Matrix {
  /// The sums over all rows of products of two columns, less their means, `[columns, columns]`.
  fileprivate func columnProducts(less means: [Double]) -> Matrix {
    let size = columnCount
    var products = Matrix(rowCount: size, columnCount: size)
    // Four rows at a time, so that the products go through memory a quarter as often.
    var block = [Double](repeating: 0, count: 4 * size)
    products.elements.withUnsafeMutableBufferPointer { products in
      for start in stride(from: 0, to: rowCount, by: 4) {
        for offset in 0..<4 {
          for column in 0..<size {
            block[offset * size + column] =
              start + offset < rowCount ? self[start + offset, column] - means[column] : 0
          }
        }
        block.withUnsafeBufferPointer { block in
          let (r0, r1) = (block.baseAddress!, block.baseAddress! + size)
          let (r2, r3) = (r1 + size, r1 + 2 * size)
          for i in 0..<size {
            let row = products.baseAddress! + i * size
            let (x0, x1, x2, x3) = (r0[i], r1[i], r2[i], r3[i])
            for j in i..<size {
              row[j] += (x0 * r0[j] + x1 * r1[j]) + (x2 * r2[j] + x3 * r3[j])
            }
          }
        }
      }
    }
    products.mirrorUpperTriangle()
    return products
  }

  /// The matrix on its side, less the means of what were columns, `[columns, rows]`.
  fileprivate func transposed(less means: [Double]) -> Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] - means[column] }
    }
    return result
  }

  /// The components X u of eigenvectors u of the columns' products, `[vectors, rows]`, orthonormal: the
  /// modified Gram-Schmidt method, twice, takes out what rounding put in.
  fileprivate func combiningColumns(_ vectors: Matrix) -> Matrix {
    var result = Matrix(rowCount: vectors.rowCount, columnCount: rowCount)
    for index in 0..<vectors.rowCount {
      for row in 0..<rowCount { result[index, row] = vectors.inner(index, self, row) }
      for _ in 0..<2 {
        for earlier in 0..<index {
          let overlap = result.inner(index, result, earlier)
          for row in 0..<rowCount { result[index, row] -= overlap * result[earlier, row] }
        }
        let norm = result.inner(index, result, index).squareRoot()
        for row in 0..<rowCount { result[index, row] /= norm }
      }
    }
    return result
  }

  private func inner(_ row: Int, _ matrix: Matrix, _ other: Int) -> Double {
    (0..<columnCount).reduce(0) { $0 + self[row, $1] * matrix[other, $1] }
  }

  private mutating func mirrorUpperTriangle() {
    for row in 0..<rowCount { for column in 0..<row { self[row, column] = self[column, row] } }
  }

  /// Makes the element of largest absolute value of each row positive.
  fileprivate mutating func fixSigns() {
    for row in 0..<rowCount {
      let largest = (0..<columnCount).reduce(0) {
        abs(self[row, $1]) > abs(self[row, $0]) ? $1 : $0
      }
      guard self[row, largest] < 0 else { continue }
      for column in 0..<columnCount { self[row, column].negate() }
    }
  }
}

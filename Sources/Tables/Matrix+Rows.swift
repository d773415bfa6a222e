extension Matrix {
  /// These rows, in this order, as a matrix of their own: a copy, `[rows.count, columnCount]`.
  public func selecting(rows: [Int]) -> Matrix {
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * columnCount)
    for row in rows {
      precondition((0..<rowCount).contains(row), "row \(row) of \(rowCount)")
      selected.append(contentsOf: self[row: row])
    }
    return Matrix(rowCount: rows.count, columnCount: columnCount, elements: selected)
  }
}

extension Matrix {
  /// This matrix with another one's rows below its own.
  ///
  /// - Precondition: both have as many columns.
  public func appending(rowsOf other: Matrix) -> Matrix {
    precondition(
      columnCount == other.columnCount, "\(other.columnCount) columns below \(columnCount)")
    return Matrix(
      rowCount: rowCount + other.rowCount, columnCount: columnCount,
      elements: elements + other.elements)
  }
}

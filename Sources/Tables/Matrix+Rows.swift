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

  /// These columns, in this order, as a matrix of their own: a copy, `[rowCount, columns.count]`.
  public func selecting(columns: [Int]) -> Matrix {
    for column in columns {
      precondition((0..<columnCount).contains(column), "column \(column) of \(columnCount)")
    }
    return Matrix(
      rowCount: rowCount, columnCount: columns.count,
      elements: (0..<rowCount).flatMap { row in columns.map { self[row, $0] } })
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

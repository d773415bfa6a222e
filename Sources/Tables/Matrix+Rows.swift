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

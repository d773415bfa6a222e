/// A table of numbers, stored row after row: what files are read into and what models take in and give
/// back. A row is a sample; a column is a feature or a class.
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// All elements, row after row: `[rowCount, columnCount]`.
  public var elements: [Double]

  /// A matrix of these elements.
  ///
  /// - Precondition: `elements.count == rowCount * columnCount`.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(
      elements.count == rowCount * columnCount,
      "\(elements.count) elements do not fill a \(rowCount) x \(columnCount) matrix")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix filled with one number.
  public init(rowCount: Int, columnCount: Int, repeating element: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: Array(repeating: element, count: rowCount * columnCount))
  }

  /// The element in this row and column.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// One row, without a copy.
  public subscript(row row: Int) -> ArraySlice<Double> {
    elements[row * columnCount..<(row + 1) * columnCount]
  }

  /// For each row, the column of its largest element; the first one where several are equal.
  public func argmaxOfRows() -> [Int] {
    (0..<rowCount).map { row in
      (1..<columnCount).reduce(0) { self[row, $1] > self[row, $0] ? $1 : $0 }
    }
  }
}

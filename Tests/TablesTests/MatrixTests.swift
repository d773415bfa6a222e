import Testing

@testable import Tables

@Suite struct MatrixTests {
  let matrix = Matrix(rowCount: 2, columnCount: 3, elements: [1, 2, 3, 6, 5, 6])

  @Test func elementsLieRowAfterRow() {
    #expect(matrix[0, 2] == 3)
    #expect(Array(matrix[row: 1]) == [6, 5, 6])
  }

  @Test func theFirstOfEqualElementsIsTheLargest() {
    #expect(matrix.argmaxOfRows() == [2, 0])
  }

  @Test func someRowsAreAMatrix() {
    #expect(matrix.selecting(rows: [1, 0, 1]).elements == [6, 5, 6, 1, 2, 3, 6, 5, 6])
    #expect(matrix.selecting(rows: []) == Matrix(rowCount: 0, columnCount: 3))
    #expect(
      matrix.selecting(columns: [2, 0, 2, 1])
        == Matrix(rowCount: 2, columnCount: 4, elements: [3, 1, 3, 2, 6, 6, 6, 5]))
    #expect(matrix.selecting(columns: []) == Matrix(rowCount: 2, columnCount: 0))
  }
}

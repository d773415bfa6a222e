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
}

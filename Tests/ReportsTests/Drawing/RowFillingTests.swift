import Testing

@testable import Reports

@Suite struct RowFillingTests {
  @Test func rowsAreFilledInOrder() {
    #expect([3, 3, 3, 9, 1].rows(width: 7) { $0 } == [[3, 3], [3], [9], [1]])
    #expect([7].rows(width: 7) { $0 } == [[7]])
    #expect([Int]().rows(width: 7) { $0 } == [[]])
  }

  @Test func rowsAreBalanced() {
    #expect([2, 2, 2, 2, 1].balancedRows(width: 8) { $0 } == [[2, 2], [2, 2, 1]])
    #expect([9, 1, 1, 1].balancedRows(width: 3) { $0 } == [[9], [1, 1, 1]])
    #expect([Double]().balancedRows(width: 3) { $0 } == [[]])
  }
}

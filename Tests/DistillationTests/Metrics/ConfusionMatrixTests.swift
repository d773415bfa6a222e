import TestSupport
import Testing

@testable import Distillation

@Suite struct ConfusionMatrixTests {
  /// Three classes and one that occurs nowhere; by hand.
  private let matrix = ConfusionMatrix(
    predictions: [0, 0, 1, 1, 2, 0], labels: [0, 1, 1, 1, 0, 0], classCount: 4)

  @Test func scoresAreThoseCountedByHand() {
    #expect(matrix.counts == [[2, 0, 1, 0], [1, 2, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    #expect(matrix.precision(of: 0) == 2.0 / 3 && matrix.recall(of: 0) == 2.0 / 3)
    #expect(matrix.precision(of: 1) == 1 && matrix.recall(of: 1) == 2.0 / 3)
    #expect(abs(matrix.f1(of: 1) - 0.8) < 1e-15)
    #expect(matrix.precision(of: 2) == 0 && matrix.recall(of: 2) == 0 && matrix.f1(of: 3) == 0)
    // Classes without samples do not count.
    #expect(abs(matrix.balancedAccuracy - 2.0 / 3) < 1e-15)
  }

  @Test func theMeanF1OfClassesThatOccurIsTheMacroF1() {
    let mean = (0..<3).map(matrix.f1).reduce(0, +) / 3
    let expected = macroF1(predictions: [0, 0, 1, 1, 2, 0], labels: [0, 1, 1, 1, 0, 0])
    #expect(abs(mean - expected) < 1e-15)
  }
}

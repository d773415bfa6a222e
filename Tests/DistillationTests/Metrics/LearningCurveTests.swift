import Datasets
import Foundation
import HybridModels
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

@Suite struct LearningCurveTests {
  @Test func aPointIsTheMeanLossSinceTheOneBefore() {
    let curve = LearningCurve(
      losses: (1...100).map(Double.init), epochCount: 100, stepsPerEpoch: 3,
      scores: [(50, 0.5), (100, 0.75)])
    #expect(curve.steps.count == 40 && curve.losses.count == 40)
    // After 2 epochs, 5, 7, 10, ...
    #expect(curve.steps.prefix(3) == [9, 15, 24] && curve.steps.last == 300)
    #expect(abs(curve.losses[0] - 2) < 1e-12 && abs(curve.losses[1] - 4.5) < 1e-12)
    #expect(curve.validationSteps == [150, 300] && curve.validationMacroF1 == [0.5, 0.75])
  }

  /// Trainings of one length have points at the same steps; the one that ends early has one more at its end.
  @Test(arguments: [(1, 1), (7, 7), (40, 40), (1000, 1000), (1000, 37)])
  func theLastEpochHasAPoint(planned: Int, done: Int) {
    let curve = LearningCurve(
      losses: Array(repeating: 1, count: done), epochCount: planned, stepsPerEpoch: 1, scores: [])
    #expect(curve.steps.last == done && curve.steps == curve.steps.sorted())
    #expect(curve.losses.count == curve.steps.count && curve.losses.count <= 40)
    #expect(curve.losses.allSatisfy { abs($0 - 1) < 1e-12 })
    let whole = Set((1...planned).filter { LearningCurve.isPoint($0, of: planned, count: 40) })
    #expect(whole.count == min(planned, 40))
    #expect(curve.steps.dropLast().allSatisfy(whole.contains))
  }

  /// To look at a large validation part takes a while: it is looked at less often.
  @Test func aLargeValidationPartIsLookedAtLessOften() {
    func count(_ epochs: Int, _ samples: Int, _ validation: Int) -> Int {
      LearningCurve.scoreCount(
        epochCount: epochs, sampleCount: samples, validationCount: validation)
    }
    #expect(count(1000, 80, 80) == 20)
    #expect(count(100, 1000, 10_000) == 1 && count(100, 1000, 1000) == 15)
    #expect(count(1, 1, 1) == 1)
  }

  @Test func theCurveOfNoTrainingIsEmpty() {
    #expect(LearningCurve().steps.isEmpty && LearningCurve().validationSteps.isEmpty)
  }
}

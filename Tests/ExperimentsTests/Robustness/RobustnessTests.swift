import Datasets
import Distillation
import FileFormats
import Foundation
import QuantumSimulation
import TestSupport
import Testing

@testable import Experiments

@Suite struct RobustnessTests {
  private let folder: TemporaryFolder
  private let plan: ExperimentPlan = {
    var plan = smallPlan(seeds: 3)
    plan.robustness = RobustnessPlan(
      noise: .numbers(NoiseNumbers([.depolarizing: 0.05, .readout: 0.1])), strengths: [0, 1, 50],
      shots: [1, 4000])
    return plan
  }()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ plan: ExperimentPlan) async throws -> ExperimentRecords {
    try await plan.records(in: folder.path, jobs: 2)
  }

  private func results(
    _ plan: ExperimentPlan, _ records: ExperimentRecords
  ) throws -> ExperimentResults {
    try ExperimentResults(
      try Experiment(plan), records: records, jobs: 1, seconds: 1, ceilingSamples: 1000)
  }

  @Test func studentsWithCircuitsAreLookedAt() async throws {
    let results = try results(plan, try await run(plan))
    let robustness = try #require(results.robustness)
    #expect(
      robustness.arms.map { "\($0.student) \($0.objective)" }
        == ["hybrid-74 labels", "hybrid-74 distilled"])
    for arm in robustness.arms {
      let ideal = results.arms.first {
        $0.student == arm.student && $0.objective == arm.objective
      }!
      // Strength 0 is the ideal circuit; at 50 nothing is left, and every sample is taken for the same class.
      #expect(arm.noise[0].values == ideal.macroF1.values)
      #expect(arm.noise[2].values.allSatisfy { $0! < 0.4 })
      #expect(arm.shots.count == 2 && arm.shots[0].values.count == 3)
    }
    #expect(robustness.comparisons.map(\.treatment) == ["distilled"])
    #expect(robustness.noisyComparisons.map(\.treatment) == ["distilled"])
    let difference = robustness.comparisons[0].difference.meanDifference!
    func loss(_ arm: RobustnessResult.Arm) -> Double { arm.noise[1].mean! - arm.noise[0].mean! }
    #expect(abs(difference - (loss(robustness.arms[1]) - loss(robustness.arms[0]))) < 1e-12)
  }

  /// Runs that are there are looked at without being trained again, and those that were looked at are left alone.
  @Test func whatWasTrainedBeforeIsLookedAtAfterwards() async throws {
    var without = plan
    without.robustness = nil
    let first = try await run(without)
    #expect(first.arms.allSatisfy { $0.runs.allSatisfy { $0.robustness == nil } })
    let second = try await run(plan)
    #expect(second.arms.map { $0.runs.map(\.outcome) } == first.arms.map { $0.runs.map(\.outcome) })
    #expect(second.arms[2].runs.allSatisfy { $0.robustness?.plan == plan.robustness })
    #expect(try await run(plan) == second)
    // The folder alone says the same.
    try folder.write(try plan.yaml(), to: "plan.yaml")
    let runFolder = try RunFolder(folder.path)
    let rebuilt = try await runFolder.find(among: try await runFolder.readRuns(), jobs: 1).records
    #expect(try results(plan, rebuilt).robustness == results(plan, second).robustness)
  }

  /// Of either student.
  @Test func aSampleThatAStudentCannotTakeIsNamed() throws {
    let plan = RobustnessPlan(
      noise: .numbers(NoiseNumbers([.depolarizing: 0.05])), strengths: [0, 1], shots: [5])
    let noise = try NoiseNumbers([.depolarizing: 0.05]).makeModel(place: "")
    let dense = try sampleStudent([.dense(units: .classes)], inputCount: 2, name: "dense")
    let bits = try sampleStudent(
      [
        .circuit(
          CircuitPlan(embedding: .basis, ansatz: AnsatzPlan(name: .basicEntangler, layers: 1))),
        .dense(units: .classes),
      ], inputCount: 2, name: "bits")
    let header = "feature 0,feature 1,label\n"
    var columns = dense.sampleColumns
    columns.needsLabel = true
    func look(_ student: SavedStudent, beside other: SavedStudent, _ rows: String) throws
      -> StudentRobustness
    {
      let path = try folder.write(header + rows, to: "samples.csv")
      return try StudentRobustness(
        of: student, beside: other, plan, noise: noise, runs: 1,
        on: try SampleReader(path, columns: columns, classes: dense.interface.classNames))
    }
    for (first, second) in [(dense, bits), (bits, dense)] {
      #expect(try look(first, beside: second, "0,1,red\n1,1,blue\n").students.count == 2)
      let error = #expect(throws: FileError.self) {
        try look(first, beside: second, "0,1,red\n1,0.5,blue\n")
      }
      #expect(error?.description.contains("line 3") == true, "\(String(describing: error))")
    }
  }

  @Test(
    arguments: [
      ([0.5, 0.76, 0.8], 10 * pow(10, (0.76 - 0.5) / 0.26)), ([0.77, 0.8, 0.8], 10),
      ([0.1, 0.2, 0.3], nil), ([0.5, 0.5, 0.76], 1000),
    ] as [([Double], Double?)])
  func shotsAreCountedOnTheCurve(scores: [Double], shots: Double?) throws {
    let needed = try #require(
      ShotsNeeded(ideal: [0.8, 0.8], counts: [10, 100, 1000], scores: scores.map { [$0, $0] }))
    if let shots {
      #expect(abs(needed.shots! / shots - 1) < 1e-12)
    } else {
      #expect(needed.shots == nil)
    }
    // All seeds are alike.
    #expect(needed.confidence95 == [needed.shots, needed.shots])
  }
}

import Datasets
@testable import Distillation
import Foundation
import NeuralNetworks
import RandomStreams
import Tables

@testable import Experiments
@testable import Reports

/// A report of runs that were made up: no training, so that its pictures are the same on every machine.
struct SampleReport {
  let experiment: Experiment
  let records: ExperimentRecords
  let regions: DecisionRegions

  /// - Parameters:
  ///   - treatments: how many objectives there are beside the control.
  ///   - failingStudent: a student of whom all runs failed.
  init(
    seeds: Int = 12, students: [String] = ["classical", "hybrid"], treatments: Int = 1,
    classes: Int = 3, failingStudent: String? = nil, controls: [Control] = [],
    looksAtNoise: Bool = false, name: String = "sample"
  ) throws {
    var plan = ExperimentPlan.extendedXOR
    plan.name = name
    plan.seeds = seeds
    plan.controls = controls
    plan.data = .extendedXOR(
      ExtendedXORPlan(
        grid: max(4, classes), classes: classes,
        perBlob: PartSizes(teacher: 2, student: 1, validation: 1, test: 2)))
    plan.students = students.map { name in
      StudentPlan(
        name: name,
        layers: name == "hybrid"
          ? [
            .circuit(CircuitPlan(ansatz: AnsatzPlan(name: .basicEntangler, layers: 1))),
            .dense(units: .classes),
          ] : [.dense(units: 4, activation: .tanh), .dense(units: .classes)])
    }
    plan.subject = students.last!
    plan.objectives =
      [ObjectivePlan(name: "labels", terms: [CrossEntropyTerm(weight: 1)])]
      + (0..<treatments).map { index in
        ObjectivePlan(
          name: index == 0 ? "distilled" : "distilled-\(index)",
          terms: [
            CrossEntropyTerm(weight: 0.5),
            LogitsTerm(weight: 0.5, temperature: .constant(Double(2 + index))),
          ])
      }
    if looksAtNoise {
      plan.robustness = RobustnessPlan(
        noise: .numbers(NoiseNumbers([.depolarizing: 0.01, .readout: 0.02])),
        strengths: [0, 0.5, 1, 2], shots: [10, 100, 1000])
    }
    experiment = try Experiment(plan)
    var stream = RandomStream(seed: 1, name: "sample report")
    let objectives = plan.objectives.map(\.name)
    func runs(_ quality: Double, failing: Bool = false) -> [RunRecord] {
      plan.seedValues.map { seed in
        RunRecord(
          identity: RunIdentity(seed: seed, dataSHA256: "abc", teacher: plan.teacher, arm: nil),
          outcome: failing
            ? .failed(reason: "the loss became inf")
            : .trained(run: Self.run(quality, classes: classes, from: &stream)),
          machine: Machine(
            swift: "6.3", os: "Linux", cpu: "a processor", instructionSet: "baseline"),
          seconds: 0.5)
      }
    }
    records = ExperimentRecords(
      teachers: runs(0.9),
      arms: experiment.arms.map { arm in
        let place = students.firstIndex(of: arm.student.name) ?? 0
        let index = objectives.firstIndex(of: arm.objective.name) ?? 0
        return ArmRecords(
          student: arm.student.name, objective: arm.objective.name,
          runs: runs(
            0.6 + 0.08 * Double(min(index, 2)) + 0.03 * Double(place),
            failing: arm.student.name == failingStudent
          ).map { Self.lookedAt($0, by: arm.student.hasCircuits ? plan.robustness : nil) })
      })
    let samples = try ExtendedXOR(grid: 2, classCount: 3, sigma: 0.2)
      .sample(perBlob: 2, from: &stream)
    let arms = records.arms.filter { $0.student != failingStudent }
    regions = DecisionRegions(
      seed: 3, ranges: [-1.2...1.2, -1.1...1.3], resolution: 6,
      maps: [Self.map(student: nil, objective: nil, shift: 0)]
        + arms.enumerated().map {
          Self.map(student: $1.student, objective: $1.objective, shift: 0.3 * Double($0 + 1))
        }, samples: samples)
  }

  /// The report; without regions if the data are not at hand.
  func report(hasData: Bool = true) throws -> HTMLReport {
    HTMLReport(
      try ExperimentResults(
        experiment, records: records, jobs: 2, seconds: 1.5, ceilingSamples: 2000),
      ReportData(experiment: experiment, records: records, regions: hasData ? regions : nil))
  }

  /// A model that is right on about this share of 40 samples.
  private static func run(
    _ quality: Double, classes: Int, from stream: inout RandomStream
  ) -> TrainedRun {
    let labels = (0..<40).map { $0 % classes }
    var logits = Matrix(rowCount: 40, columnCount: classes)
    for (row, label) in labels.enumerated() {
      let isRight = stream.uniform() < quality
      logits[row, isRight ? label : (label + 1) % classes] = 0.5 + 3 * stream.uniform()
    }
    let losses = (1...6).map { 1 / Double($0) + 0.1 * stream.uniform() }
    let curve = LearningCurve(
      losses: losses, epochCount: 6, stepsPerEpoch: 10,
      scores: (1...6).map { ($0, quality - 0.3 / Double($0) + 0.05 * stream.uniform()) })
    return TrainedRun(
      TrainedParameters(parameters: [0.5], losses: losses, curve: curve),
      Evaluation(logits: logits, teacherLogits: logits, labels: labels), validationMacroF1: quality)
  }

  /// A run that loses with noise, the less the better it is, and gains with shots.
  private static func lookedAt(_ run: RunRecord, by plan: RobustnessPlan?) -> RunRecord {
    guard let plan, let score = run.trained?.evaluation.macroF1 else { return run }
    var run = run
    run.robustness = RunRobustness(
      plan: plan, noise: plan.strengths.map { score - 0.1 * $0 * $0 * (1 - score) },
      shots: plan.shots.map { score * (1 - 1 / Double($0).squareRoot()) })
    return run
  }

  private static func map(
    student: String?, objective: String?, shift: Double
  ) -> DecisionRegions.Map {
    let logits = (0..<36).flatMap { cell -> [Double] in
      let (x, y) = (Double(cell % 6) - 2.5 + shift, Double(cell / 6) - 2.5)
      return [x * y / 2, x, -y + shift]
    }
    return DecisionRegions.Map(
      student: student, objective: objective,
      logits: Matrix(rowCount: 36, columnCount: 3, elements: logits))
  }
}

extension HTMLReport {
  /// Two students with two objectives over twelve seeds, once for all tests: intervals take their time.
  static let sample = Result { try SampleReport().report() }
  /// The same, looked at under noise and with few shots.
  static let noisySample = Result { try SampleReport(looksAtNoise: true).report() }
}

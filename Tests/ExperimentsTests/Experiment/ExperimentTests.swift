import Datasets
import Distillation
import Foundation
import HybridModels
import NeuralNetworks
import Tables
import TestSupport
import Testing

@testable import Experiments

/// The paper's experiment, small: few epochs, few samples, two students.
func smallPlan(seeds: Int = 2) -> ExperimentPlan {
  var plan = ExperimentPlan.extendedXOR
  plan.seeds = seeds
  plan.data = .extendedXOR(
    ExtendedXORPlan(
      perBlob: PartSizes(teacher: 4, student: 2, validation: 1, test: 4)))
  plan.teacher = networkTeacher()
  plan.training.length = .epochs(3)
  plan.students = plan.students.filter { ["classical-195", "hybrid-74"].contains($0.name) }
  plan.controls = []
  return plan
}

/// A network that teaches.
func networkTeacher(
  hidden: [Int] = [32, 32], optimizer: OptimizerSettings = .adam(rate: 0.003), epochs: Int = 5
) -> TeacherPlan {
  .network(
    NetworkTeacherPlan(
      network: NetworkTeacherPlan.Network(hidden: hidden, activation: .relu),
      training: TrainingSettings(optimizer: optimizer, epochs: epochs)))
}

@Suite struct ExperimentTests {
  @Test func theModelsCountTheirParametersAsThePaperDoes() throws {
    let experiment = try Experiment(.extendedXOR)
    #expect(experiment.teacherParameterCount == 1251)
    let expected: [(String, Int, Int, Int)] = [
      ("classical-195", 195, 0, 195), ("classical-75-relu", 75, 0, 75),
      ("classical-75-tanh", 75, 0, 75), ("classical-75-sine", 75, 0, 75), ("hybrid-74", 74, 60, 74),
      ("hybrid-74-universal", 74, 60, 74), ("hybrid-80", 80, 60, 80),
      ("hybrid-74-frozen", 74, 60, 14),
    ]
    #expect(experiment.plan.students.map(\.name) == expected.map(\.0))
    for (student, counts) in zip(experiment.students, expected) {
      let model = student.model
      #expect(model.parameterCount == counts.1, "\(student.name)")
      #expect(model.quantumParameterCount == counts.2, "\(student.name)")
      #expect(model.trainedParameterCount == counts.3, "\(student.name)")
    }
  }

  @Test func aSeedsPartsAreDisjointAndReproducible() throws {
    let experiment = try Experiment(smallPlan())
    let data = try experiment.plan.data.load().parts(seed: 3).parts
    #expect(try experiment.plan.data.load().parts(seed: 3).parts == data)
    #expect(try experiment.plan.data.load().parts(seed: 4).parts != data)
    let rows = DataPart.allCases.map(data.features(of:)).flatMap { features in
      (0..<features.rowCount).map { Array(features[row: $0]) }
    }
    #expect(Set(rows).count == rows.count)
    #expect(data.test.sampleCount == 64 && data.student.sampleCount == 32)
  }

  /// Students with the same layers start alike, whatever they are trained for: streams depend on the seed alone.
  @Test func theArmsOfASeedStartAlike() throws {
    var plan = ExperimentPlan.extendedXOR
    plan.training.length = .epochs(0)
    let experiment = try Experiment(plan)
    let data = try experiment.plan.data.load().parts(seed: 0).parts
    let teacherLogits = Matrix(rowCount: 80, columnCount: 3)
    let starts = try ["hybrid-74", "hybrid-74-frozen"].flatMap { name in
      let model = try #require(experiment.students.first { $0.name == name }).model
      return try experiment.objectives.map { objective in
        try experiment.trainStudent(
          model, objective: objective.objective, seed: 0,
          set: TrainingSet(data.student, teacherLogits: teacherLogits)
        ).parameters
      }
    }
    #expect(starts.count == 4 && Set(starts).count == 1)
  }

  /// Two objectives with the same gradient end with the same bits only if they see the same batches.
  @Test func theArmsOfASeedSeeTheSameBatches() async throws {
    var plan = smallPlan(seeds: 1)
    plan.objectives[1] = ObjectivePlan(
      name: "distilled",
      terms: [CrossEntropyTerm(weight: 1), LogitsTerm(weight: 0, temperature: 2)])
    let folder = try TemporaryFolder()
    let records = try await plan.records(in: folder.path, jobs: 1)
    for student in ["classical-195", "hybrid-74"] {
      let ends = records.arms.filter { $0.student == student }.map {
        $0.runs[0].trained?.parameters
      }
      #expect(ends.count == 2 && ends[0] != nil && ends[0] == ends[1])
    }
  }

  @Test func theCeilingOfTheDefaultDataIsKnown() throws {
    // 0.8636 on a million samples; a standard error of 0.0015 on this many.
    let ceiling = try #require(
      try ExperimentPlan.extendedXOR.data.bayesOptimalF1(sampleCount: 50_000))
    #expect(abs(ceiling - 0.8636) < 5 * 0.0015)
  }

  @Test func impossiblePlansAreRefused() {
    let cases: [((inout ExperimentPlan) -> Void, String)] = [
      ({ $0.seeds = 0 }, "plan: seeds: 0; there must be 1 to 1000000"),
      ({ $0.firstSeed = -1 }, "plan: firstSeed: -1; it must be 0 to \(Int.max - 2) for 2 seeds"),
      ({ $0.seeds = .max }, "plan: seeds: \(Int.max); there must be 1 to 1000000"),
      (
        { $0.firstSeed = .max },
        "plan: firstSeed: \(Int.max); it must be 0 to \(Int.max - 2) for 2 seeds"
      ),
      ({ $0.students[1].name = "" }, "plan: students: one has no name"),
      (
        {
          $0.data = .extendedXOR(
            ExtendedXORPlan(perBlob: .init(teacher: 4, student: 2, validation: 1, test: 0)))
        },
        "plan: data.perBlob.test: per-blob is 0; it must be at least 1 sample of each blob"
      ),
      (
        {
          $0.data = .extendedXOR(
            ExtendedXORPlan(grid: 1, perBlob: .init(teacher: 4, student: 2, validation: 1, test: 4))
          )
        }, "plan: data: grid is 1; it must be at least 2 blobs along an axis"
      ),
      ({ $0.training.batch = 0 }, "plan: training: batches of 0 samples; at least 1 is needed"),
      (
        { $0.teacher = networkTeacher(epochs: -1) },
        "plan: teacher.training.epochs: -1; there may be 0 to 1000000000"
      ),
      (
        { $0.training.optimizer = .adam(rate: .constant(.nan)) },
        "plan: training.optimizer: rate: nan; it must be a number from 0 upwards"
      ),
      (
        { $0.training.optimizer = .lbfgs(history: 0) },
        "plan: training.optimizer: history: 0; it must be at least 1"
      ),
      ({ $0.training.clip = 0 }, "plan: training.clip: 0.0; it must be above 0"),
      (
        { $0.training.earlyStopping = EarlyStopping(patience: 0) },
        "plan: training.earlyStopping.patience: 0 epochs; at least 1 is needed"
      ),
      (
        { $0.training.validationInterval = 0 },
        "plan: training.validateEvery: 0 epochs; at least 1 is needed"
      ),
      (
        { $0.teacher = networkTeacher(hidden: [.max]) },
        "plan: teacher.network.hidden[0]: \(Int.max) units; the layer has more than 100000000 weights"
      ),
      ({ $0.objectives = [] }, "plan: objectives: there are none"),
      ({ $0.subject = "hybrid-75" }, "plan: subject: \"hybrid-75\" is no student"),
      (
        { $0.students.append($0.students[0]) },
        "plan: students: there are two called \"classical-195\""
      ),
      (
        { $0.students[0].layers.removeLast() },
        "plan: students.classical-195: the last layer gives 32 numbers for 3 classes"
      ),
      (
        {
          $0.students[1].layers[1] = .circuit(
            CircuitPlan(
              ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 1), measure: .z([0, 4])))
        },
        "plan: students.hybrid-74[1]: measures [0, 4]; name different qubits from 0 to 3"
      ),
      (
        { $0.students[1].layers[0] = .dense(units: 0) },
        "plan: students.hybrid-74[0]: 0 units; at least 1 is needed"
      ),
      (
        { $0.students[1].layers[0] = .dense(units: 40) },
        "plan: students.hybrid-74[1]: 40 qubits; at most 20 are simulated"
      ),
      (
        {
          $0.students[1].layers[1] = .circuit(
            CircuitPlan(
              embedding: .amplitude(), ansatz: AnsatzPlan(name: .arbitraryUnitary, layers: 1)))
          $0.students[1].layers[0] = .dense(units: 9)
        },
        "plan: students.hybrid-74[1]: arbitrary-unitary is for at most 3 qubits, not 4"
      ),
      (
        {
          $0.students[1].layers.insert(
            .circuit(
              CircuitPlan(embedding: .basis, ansatz: AnsatzPlan(name: .basicEntangler, layers: 1))),
            at: 0)
        },
        "plan: students.hybrid-74[0]: the features of extended-xor are no bits, which is what "
          + "the embedding basis takes"
      ),
      (
        {
          $0.objectives[1] = ObjectivePlan(
            name: "distilled", terms: [LogitsTerm(weight: 1, temperature: 0)])
        },
        "plan: objectives.distilled[0].logits.temperature: 0; it must be above 0"
      ),
    ]
    for (change, message) in cases {
      var plan = smallPlan()
      change(&plan)
      let error = #expect(throws: PlanError.self) { try Experiment(plan) }
      #expect(error?.description == message)
    }
  }

  @Test func plansSurviveTheirJSON() throws {
    let plan = ExperimentPlan.extendedXOR
    let json = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(ExperimentPlan.self, from: json) == plan)
  }
}

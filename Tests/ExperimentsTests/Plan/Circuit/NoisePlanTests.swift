import Distillation
import Foundation
import QuantumSimulation
import TestSupport
import Testing

@testable import Experiments

@Suite struct NoisePlanTests {
  @Test(
    arguments: [
      (
        "depolarizing=0.01, readout=0.02",
        NoiseModel(
          channels: [.depolarizing(pauliProbability: 0.01)],
          readout: ReadoutError(probability: 0.02))
      ),
      (
        "readout=0,t1=50,t2=70,duration=0.3,amplitudeDamping=0.1",
        NoiseModel(channels: [
          .amplitudeDamping(probability: 0.1), .thermalRelaxation(t1: 50, t2: 70, duration: 0.3),
        ])
      ),
      (
        "jointDepolarizing=0.02,overRotation=-0.01,oneGivenZero=0.1",
        NoiseModel(
          jointPauliProbability: 0.02, overRotation: -0.01,
          readout: ReadoutError(oneGivenZero: 0.1, zeroGivenOne: 0))
      ),
    ])
  func textsAreModels(text: String, model: NoiseModel) throws {
    let plan = try NoisePlan(text: text, place: "noise")
    #expect(try plan.load(place: "noise") as? NoiseModel == model)
    // Written out, it is the same again.
    #expect(try NoisePlan(text: plan.description, place: "noise") == plan)
  }

  @Test(
    arguments: [
      ("depolarising=0.1", "unknown noise depolarising; did you mean depolarizing?"),
      ("depolarizing=", "\"depolarizing=\" should be a name and a number"),
      ("depolarizing=0.1,", "\"\" should be a name and a number"),
      ("depolarizing=0.1,depolarizing=0.1", "depolarizing is given twice"),
      ("bitFlip=1.5", "1.5 is no probability"),
      ("bitFlip=nan", "should be a name and a number"),
      ("t1=50", "t2 is missing"), ("excitedPopulation=0.1", "t1 is missing"),
      ("t1=50,t2=200,duration=1", "more than twice T1"),
      ("readout=0.1,oneGivenZero=0.1", "not both"),
      ("readout=-1", "-1.0 is no probability"),
    ])
  func wrongTextsAreNamed(text: String, words: String) {
    let error = #expect(throws: PlanError.self) { try NoisePlan(text: text, place: "noise") }
    #expect(error?.description.contains(words) == true)
    #expect(error?.place.hasPrefix("noise") == true)
  }

  private func plan(_ lines: String) throws -> ExperimentPlan {
    try PlanFile(
      yaml: """
        name: noisy
        seeds: 2
        data: {source: extended-xor, perBlob: {teacher: 4, student: 2, validation: 1, test: 4}}
        teacher: {network: {hidden: [4], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 2}}
        students:
          classical: [{dense: {units: classes}}]
          hybrid:
            - dense: {units: 2}
            - circuit: {ansatz: {name: basic-entangler, layers: 1}, measure: [0, 1]}
            - dense: {units: classes}
        \(lines)
        """, name: "noisy.yaml"
    ).experiment().plan
  }

  private static let objectives = """
    objectives:
      labels: [{crossEntropy: {weight: 1}}]
      noise-aware:
        terms: [{crossEntropy: {weight: 1}}]
        circuits: {noise: "depolarizing=0.01", shots: 5, gradient: spsa}
    """

  @Test func plansSayHowCircuitsAreRun() throws {
    let plan = try plan(
      """
      \(Self.objectives)
      training:
        {optimizer: {adam: {rate: 0.1}}, epochs: 5, noise: {bitFlip: 0.1}, trajectories: 3}
      robustness: {noise: {phaseFlip: 0.1}, strengths: [0, 1], shots: [7]}
      """)
    #expect(
      plan.execution
        == ExecutionPlan(noise: .numbers(NoiseNumbers([.bitFlip: 0.1])), trajectories: 3))
    #expect(
      plan.objectives[1].execution
        == ExecutionPlan(
          noise: .numbers(NoiseNumbers([.depolarizing: 0.01])), shots: 5, gradient: .spsa()))
    #expect(
      plan.robustness
        == RobustnessPlan(
          noise: .numbers(NoiseNumbers([.phaseFlip: 0.1])), strengths: [0, 1], shots: [7]))
    // Written out, in a plan file and in JSON, it is the same plan.
    #expect(try PlanFile(yaml: try plan.yaml(), name: "again").plan() == plan)
    let json = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(ExperimentPlan.self, from: json) == plan)
  }

  /// A run's name depends on the noise that its student met, and on nothing else of it.
  @Test func runsAreNamedByTheirNoise() throws {
    let training = "training: {optimizer: {adam: {rate: 0.1}}, epochs: 5"
    let ideal = try plan("\(Self.objectives)\n\(training)}")
    let noisy = try plan("\(Self.objectives)\n\(training), noise: {bitFlip: 0.1}}")
    func hash(_ plan: ExperimentPlan, _ student: String, _ objective: String) throws -> String {
      try RunIdentity(
        seed: 0, dataSHA256: "", teacher: plan.teacher,
        arm: plan.arm(student: student, objective: objective)
      ).hash()
    }
    #expect(try hash(ideal, "hybrid", "labels") != hash(noisy, "hybrid", "labels"))
    #expect(try hash(ideal, "classical", "labels") == hash(noisy, "classical", "labels"))
    #expect(try hash(ideal, "hybrid", "noise-aware") == hash(noisy, "hybrid", "noise-aware"))
    #expect(try hash(ideal, "classical", "labels") == hash(ideal, "classical", "noise-aware"))
    // Said of the objective or of all, it is the same run.
    let all = try plan(
      "objectives: {labels: [{crossEntropy: {weight: 1}}]}\n"
        + "\(training), noise: \"depolarizing=0.01\", shots: 5, gradient: spsa}")
    #expect(try hash(all, "hybrid", "labels") == hash(ideal, "hybrid", "noise-aware"))
  }

  @Test(
    arguments: [
      ("noise: {bitFlip: 2}", "training.noise.bitFlip: 2.0 is no probability"),
      ("noise: {bitFlop: 0.2}", "unknown key bitFlop; did you mean bitFlip?"),
      ("noise: \"x=1\"", "unknown noise x"), ("shots: 0", "training.shots: 0; at least 1"),
      ("gradient: adjoint", "unknown gradient adjoint"),
      ("shots: 5, gradient: {spsa: {step: -1}}", "give a positive step"),
      (
        "gradient: spsa",
        "training.gradient: it is how derivatives are found from shots: say how many"
      ),
      (
        "shots: 5, trajectories: 9", "training.trajectories: they stand for a noisy state: say what"
      ),
      ("noise: {bitFlip: 0.1}, trajectories: 0", "training.trajectories: 0"),
    ])
  func wrongWaysAreNamed(setting: String, words: String) {
    let error = #expect(throws: PlanError.self) {
      try plan(
        "\(Self.objectives)\ntraining: {optimizer: {adam: {rate: 0.1}}, epochs: 5, \(setting)}")
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func anObjectivesWayIsCheckedToo() {
    let error = #expect(throws: PlanError.self) {
      try plan(
        "\(Self.objectives)\ntraining: {optimizer: {adam: {rate: 0.1}}, epochs: 5}"
          .replacing("shots: 5, ", with: ""))
    }
    #expect(
      error?.description.contains("objectives.noise-aware.circuits.gradient: it is how") == true,
      "\(String(describing: error))")
  }

  /// What a tuning tries is not what the plan says, and both are kept with the student.
  @Test func shotsAndNoiseAreTuned() async throws {
    let folder = try TemporaryFolder()
    let plan = try plan(
      """
      \(Self.objectives)
      training: {optimizer: {adam: {rate: 0.1}}, epochs: 2, shots: 10}
      tuning: {seeds: 1, over: {training.shots: [3, 30]}}
      """)
    let (experiment, data) = (try Experiment(plan), try plan.data.load())
    let records = try await plan.records(in: folder.path, jobs: 1)
    #expect(records.arms.allSatisfy { $0.runs.allSatisfy { $0.trained != nil } })
    let students = try experiment.studentsToKeep(records, data: data)
    func execution(_ student: String, _ objective: String) throws -> ExecutionPlan? {
      try #require(students.first { $0.name == student && $0.training.objective.name == objective })
        .training.execution
    }
    #expect([3, 30].contains(try execution("hybrid", "labels")?.shots))
    #expect(try execution("hybrid", "noise-aware") == plan.objectives[1].execution)
    #expect(try execution("classical", "labels") == nil)
  }

  /// Who is trained beside a student has its circuits run in the same way.
  @Test func peersWithTooManyQubitsAreNamed() throws {
    let large = """
        large:
          - dense: {units: 11}
          - circuit: {ansatz: {name: basic-entangler, layers: 1}, measure: {probabilities: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}
          - dense: {units: classes}
      """
    let error = #expect(throws: PlanError.self) {
      try plan(
        """
        \(large)
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
          mutual:
            students: [classical]
            circuits: {shots: 10}
            teacher: {peer: {student: large}}
            terms: [{crossEntropy: {weight: 1}}, {logits: {weight: 1, temperature: 2}}]
        training: {optimizer: {adam: {rate: 0.1}}, epochs: 2}
        """)
    }
    #expect(
      error?.description.contains("for the student large") == true, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      ("strengths: [1]", "0 and 1 must be among them"), ("strengths: [0, 1, -1]", "-1.0"),
      ("strengths: [1, 0]", "ascending order"), ("shots: [0]", "at least 1"),
      ("shots: [5, 5]", "different numbers"),
    ])
  func wrongRobustnessIsNamed(setting: String, words: String) {
    let error = #expect(throws: PlanError.self) {
      try plan(
        """
        \(Self.objectives)
        training: {optimizer: {adam: {rate: 0.1}}, epochs: 5}
        robustness: {noise: {bitFlip: 0.1}, \(setting)}
        """)
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }
}

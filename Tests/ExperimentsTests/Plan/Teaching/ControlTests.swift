import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import Experiments

/// The arms that a plan's controls add, and what they answer.
@Suite struct ControlTests {
  private func plan(_ controls: [Control]) -> ExperimentPlan {
    var plan = smallPlan()
    plan.controls = controls
    return plan
  }

  /// The arms of a control: who is asked about, and who answers.
  private func questions(_ plan: ExperimentPlan) throws -> [String] {
    try plan.controlArms().map {
      "\($0.control.rawValue): \($0.student.name) \($0.objective.name), "
        + "\($0.controlStudent.name) \($0.controlObjective.name)"
    }
  }

  @Test func eachControlAddsWhatItAsksFor() throws {
    let expected: [(Control, [String])] = [
      (
        .frozenCircuit,
        ["labels", "distilled"].map {
          "frozen-circuit: hybrid-74 \($0), hybrid-74-frozen \($0)"
        }
      ),
      (
        .noEntanglement,
        ["labels", "distilled"].map {
          "no-entanglement: hybrid-74-all-measured \($0), hybrid-74-all-measured-unentangled \($0)"
        }
      ),
      (
        .parameterMatched,
        ["relu", "tanh", "sine"].flatMap { activation in
          ["labels", "distilled"].map {
            "parameter-matched: hybrid-74 \($0), classical-75-\(activation) \($0)"
          }
        }
      ),
      (
        .logisticRegression,
        ["labels", "distilled"].map { "logistic-regression: hybrid-74 \($0), logistic \($0)" }
      ),
      (
        .hardTeacher,
        ["classical-195", "hybrid-74"].map {
          "hard-teacher: \($0) distilled, \($0) distilled-hard-teacher"
        }
      ),
    ]
    for (control, arms) in expected { #expect(try questions(plan([control])) == arms) }
    // In the order of the controls, whatever a plan's is.
    #expect(
      try questions(plan([.hardTeacher, .frozenCircuit])) == expected[0].1 + expected[4].1)
  }

  @Test func studentsThatThePlanHasAnswerThemselves() throws {
    let experiment = try Experiment(.extendedXOR)
    let added = experiment.students.map(\.name).filter { name in
      !experiment.plan.students.contains { $0.name == name }
    }
    #expect(added == ["hybrid-74-universal-frozen", "hybrid-80-frozen", "hybrid-80-unentangled"])
    let asked = Set(try questions(.extendedXOR).filter { $0.hasSuffix("distilled") })
    #expect(asked.contains("frozen-circuit: hybrid-74 distilled, hybrid-74-frozen distilled"))
    #expect(
      asked.contains("parameter-matched: hybrid-74 distilled, classical-75-sine distilled"))
    #expect(asked.contains("no-entanglement: hybrid-80 distilled, hybrid-80-unentangled distilled"))
    // No arm twice.
    let arms = experiment.arms.map { "\($0.student.name)/\($0.objective.name)" }
    #expect(Set(arms).count == arms.count)
  }

  @Test func namesThatAreTakenGetANumber() throws {
    var plan = plan([.frozenCircuit, .hardTeacher])
    plan.students[0].name = "hybrid-74-frozen"
    plan.objectives.append(
      ObjectivePlan(name: "distilled-hard-teacher", terms: [CrossEntropyTerm(weight: 2)]))
    let questions = try questions(plan)
    #expect(questions.contains("frozen-circuit: hybrid-74 labels, hybrid-74-frozen-2 labels"))
    #expect(
      questions.contains("hard-teacher: hybrid-74 distilled, hybrid-74 distilled-hard-teacher-2"))
  }

  @Test func changedStudentsAreWhatTheyAreCalled() throws {
    let experiment = try Experiment(plan(Array(Control.allCases)))
    func model(_ name: String) throws -> Model {
      try #require(experiment.students.first { $0.name == name }).model
    }
    #expect(try model("hybrid-74-frozen").trainedParameterCount == 14)
    #expect(try model("logistic").parameterCount == 9)
    for name in ["relu", "tanh", "sine"] {
      #expect(try model("classical-75-\(name)").parameterCount == 75)
    }
    let whole = try #require(try model("hybrid-74-all-measured").layers[1] as? CircuitLayer)
    let taken = try #require(
      try model("hybrid-74-all-measured-unentangled").layers[1] as? CircuitLayer)
    #expect(whole.circuit.circuit.operations.contains { $0.qubits.count == 2 })
    #expect(taken.circuit.circuit.operations.allSatisfy { $0.qubits.count == 1 })
    #expect(
      taken.circuit.circuit.operations
        == whole.circuit.circuit.operations.filter { $0.qubits.count == 1 })
    #expect(taken.parameterCount == whole.parameterCount && taken.outputCount == 4)
  }

  @Test func gatesWithAnglesAreNotTakenAway() throws {
    #expect(Unentangled(SpecialUnitaryRing(qubitCount: 3, blockCount: 3)) == nil)
    var fixed = Circuit(qubitCount: 2)
    fixed.append(.ry, .parameter(0), on: 0)
    fixed.append(.rzz, 0.3, on: 0, 1)
    #expect(Unentangled(GivenCircuit(fixed)) != nil)
    var plan = plan([.noEntanglement])
    var circuit = try #require(plan.students[1].layers[1].circuit)
    circuit.ansatz = AnsatzPlan(name: .specialUnitaryRing, layers: 1)
    plan.students[1].layers[1] = .circuit(circuit)
    #expect(try questions(plan) == [])
    circuit.ansatz.entangled = false
    plan.students[1].layers[1] = .circuit(circuit)
    let error = #expect(throws: PlanError.self) { try Experiment(plan) }
    #expect(
      error?.description
        == "plan: students.hybrid-74[1]: the gates of su4-ring that entangle qubits have angles of their own: it cannot be "
        + "without them")
  }

  @Test func whatCannotBeAskedIsSaid() {
    func message(_ change: (inout ExperimentPlan) -> Void, _ controls: [Control]) -> String? {
      var plan = plan(controls)
      change(&plan)
      let error = #expect(throws: PlanError.self) { try Experiment(plan) }
      return error?.description
    }
    let rising = LogitsTerm(weight: 1, temperature: .linear(from: 4, to: 1))
    #expect(
      message({ $0.objectives[1].terms[1] = .init(rising) }, [.labelSmoothing])
        == "plan: controls: label-smoothing needs a temperature that does not change, in objectives.distilled; leave it out"
    )
    #expect(
      message(
        {
          $0.objectives[1].teacher = .weakened(.hard);
          $0.objectives[1].terms = [.init(HintTerm(weight: 1))]
        },
        [])
        == "plan: objectives.distilled.teacher: hard is what a teacher's logits can be, not what it finds inside"
    )
  }

  @Test func studentsHearWhatTheControlLeaves() async throws {
    let plan = plan([.hardTeacher, .shuffledTeacher, .labelSmoothing])
    let folder = try TemporaryFolder()
    let data = try plan.data.load()
    let experiment = try Experiment(plan)
    let records = try await plan.records(in: folder.path, jobs: 2)
    func parameters(_ objective: String) throws -> [Double] {
      let arm = records.arms.first { $0.student == "hybrid-74" && $0.objective == objective }
      return try #require(arm?.runs[1].trained).parameters
    }
    let samples = try data.parts(seed: 1).parts.student
    let teacher = Teacher(
      experiment.teacherNetworks[0],
      parameters: try #require(records.teachers[1].trained).parameters)
    let set = TrainingSet(samples, teacherLogits: teacher.logits(for: samples.features))
    let heard = [
      ("distilled", set), ("distilled-hard-teacher", set.hardened()),
      ("distilled-shuffled-teacher", set.shuffled(by: RandomStream(seed: 1, name: "shuffle"))),
      ("distilled-label-smoothing", set.smoothed(temperature: 2)),
    ]
    let model = try #require(experiment.students.first { $0.name == "hybrid-74" }).model
    for (objective, set) in heard {
      let trained = try experiment.trainStudent(
        model, objective: experiment.objectives[1].objective, seed: 1, set: set)
      #expect(try parameters(objective) == trained.parameters, "\(objective)")
    }
    #expect(Set(try heard.map { try parameters($0.0) }).count == 4)
    // Kept are the plan's own students alone.
    let kept = try experiment.studentsToKeep(records, data: data).map(\.training.objective.name)
    #expect(Set(kept) == ["labels", "distilled"])
    let results = try ExperimentResults(
      experiment, records: records, jobs: 1, seconds: 1, ceilingSamples: 1000)
    #expect(results.arms.filter { $0.control != nil }.count == 6)
    #expect(results.controlComparisons.count == 6)
    let first = try #require(results.controlComparisons.first)
    #expect(
      first.pair
        == ControlPair(
          control: "hard-teacher", student: "classical-195", objective: "distilled",
          controlStudent: "classical-195", controlObjective: "distilled-hard-teacher"))
    // The plan's own comparisons are not touched by its controls.
    #expect(results.comparisons.map(\.treatment) == ["distilled", "distilled"])
  }

  @Test func rivalsStandBesideTheSubject() async throws {
    let plan = plan([.parameterMatched, .logisticRegression, .frozenCircuit])
    let folder = try TemporaryFolder()
    let experiment = try Experiment(plan)
    let records = try await plan.records(in: folder.path, jobs: 2)
    let results = try ExperimentResults(
      experiment, records: records, jobs: 1, seconds: 1, ceilingSamples: 1000)
    let rivals = [
      "classical-195", "classical-75-relu", "classical-75-tanh", "classical-75-sine", "logistic",
    ]
    #expect(
      results.studentComparisons.map(\.pair)
        == rivals.flatMap { rival in
          ["labels", "distilled"].map {
            StudentPair(student: "hybrid-74", controlStudent: rival, objective: $0)
          }
        })
    #expect(results.gainComparisons.map(\.controlStudent) == rivals)
    #expect(
      results.comparisons.map(\.student) == ["classical-195", "hybrid-74"] + rivals.dropFirst())
  }

  @Test func controlsSurviveTheirText() throws {
    var plan = plan(Array(Control.allCases))
    plan.objectives.append(
      ObjectivePlan(
        name: "hard", terms: plan.objectives[1].terms.map(\.term), teacher: .weakened(.hard)))
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
    let error = #expect(throws: PlanError.self) {
      try PlanFile(
        yaml: try plan.yaml().replacing("frozen-circuit", with: "frozen-circiut"), name: "a.yaml"
      ).plan()
    }
    #expect(error!.description.contains("did you mean frozen-circuit?"), "\(error!)")
  }
}

extension LayerPlan {
  fileprivate var circuit: CircuitPlan? {
    if case .circuit(let circuit) = self { circuit } else { nil }
  }
}

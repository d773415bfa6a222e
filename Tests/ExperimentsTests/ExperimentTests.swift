import Datasets
import Distillation
import FileFormats
import Foundation
import HybridModels
import Testing

@testable import Experiments

/// The paper's experiment, small: few epochs, few samples, two students.
func smallPlan(seeds: Int = 2) -> ExperimentPlan {
  var plan = ExperimentPlan.extendedXOR
  plan.seeds = seeds
  plan.data.perBlob = DataPlan.PerBlob(teacher: 4, student: 2, validation: 1, test: 4)
  plan.teacher.training.epochs = 5
  plan.training.epochs = 3
  plan.students = plan.students.filter { ["classical-195", "hybrid-74"].contains($0.name) }
  return plan
}

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(
    path: "qdistill-tests-\(UUID().uuidString)"
  ).path

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

@Suite struct ExperimentTests {
  @Test func theModelsCountTheirParametersAsThePaperDoes() throws {
    let experiment = try Experiment(.extendedXOR)
    #expect(experiment.teacherModel.parameterCount == 1251)
    let expected: [(String, Int, Int, Int)] = [
      ("classical-195", 195, 0, 195), ("classical-75-relu", 75, 0, 75),
      ("classical-75-tanh", 75, 0, 75), ("classical-75-sine", 75, 0, 75), ("hybrid-74", 74, 60, 74),
      ("hybrid-74-universal", 74, 60, 74), ("hybrid-80", 80, 60, 80),
      ("hybrid-74-frozen", 74, 60, 14),
    ]
    #expect(experiment.students.map(\.name) == expected.map(\.0))
    for (student, counts) in zip(experiment.students, expected) {
      let model = student.model
      #expect(model.parameterCount == counts.1, "\(student.name)")
      #expect(model.quantumParameterCount == counts.2, "\(student.name)")
      #expect(model.trainedParameterCount == counts.3, "\(student.name)")
    }
  }

  @Test func aSeedsPartsAreDisjointAndReproducible() throws {
    let experiment = try Experiment(smallPlan())
    let data = try experiment.makeData(seed: 3)
    #expect(try experiment.makeData(seed: 3) == data)
    #expect(try experiment.makeData(seed: 4) != data)
    let rows = [data.teacher, data.student, data.validation, data.test].flatMap { part in
      (0..<part.sampleCount).map { Array(part.features[row: $0]) }
    }
    #expect(Set(rows).count == rows.count)
    #expect(data.test.sampleCount == 64 && data.student.sampleCount == 32)
  }

  @Test func theArmsOfAStudentStartAlike() throws {
    var plan = smallPlan(seeds: 1)
    plan.training.epochs = 0
    let experiment = try Experiment(plan)
    let data = try experiment.makeData(seed: 0)
    let set = TrainingSet(data.student, teacherLogits: nil)
    let frozen = try Experiment(.extendedXOR).students.last!.model
    let start = try [experiment.students[1].model, frozen].map { model in
      try experiment.trainStudent(
        model, objective: experiment.objectives[0].objective, seed: 0, set: set
      ).parameters
    }
    #expect(start[0] == start[1])
  }

  @Test func impossiblePlansAreRefused() {
    let cases: [((inout ExperimentPlan) -> Void, String)] = [
      ({ $0.seeds = 0 }, "plan: seeds: 0; at least 1 is needed"),
      ({ $0.firstSeed = -1 }, "plan: firstSeed: -1; seeds are numbered from 0 to \(Int.max)"),
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
            ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 1), measure: [0, 4])
        },
        "plan: students.hybrid-74.layers[1]: measures [0, 4]; name different qubits from 0 to 3"
      ),
      (
        { $0.students[1].layers[0] = .dense(units: 0) },
        "plan: students.hybrid-74.layers[0]: 0 units; at least 1 is needed"
      ),
      (
        { $0.students[1].layers[0] = .dense(units: 40) },
        "plan: students.hybrid-74.layers[1]: 40 qubits; at most 20 are simulated"
      ),
      (
        { $0.objectives[1].terms = [.logits(weight: 1, temperature: 0)] },
        "plan: objectives.distilled: temperature 0.0; it must be above 0"
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

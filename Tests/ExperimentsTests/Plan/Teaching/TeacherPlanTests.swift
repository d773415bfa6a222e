import TestSupport
import Testing

@testable import Experiments

/// Plans' teachers.
@Suite struct TeacherPlanTests {
  private let table: TaughtTable

  init() throws {
    table = try TaughtTable()
  }

  @Test(
    arguments: [
      (
        "{logits: a, probabilities: b}",
        "teacher: logits and probabilities, where one teacher should be"
      ),
      (
        "{mean: logits}",
        "teacher: who teaches? give one of network, logits, probabilities, onnx, model, ensemble"
      ),
      ("{ensemble: []}", "teacher.ensemble: there is nobody in it"),
      (
        "{onnx: m.onnx, classes: [low, high, low]}",
        "teacher.classes: they must be the data's, each once: low, high"
      ),
      ("{onnx: m.onnx, classes: [low]}", "teacher.classes: they must be the data's, each once"),
      ("{logits: a, mean: logits}", "teacher.mean: unknown key mean"),
    ])
  func plansThatSayNothingAreRefused(teacher: String, message: String) {
    let error = #expect(throws: PlanError.self) { try Experiment(table.plan(teacher: teacher)) }
    #expect(error!.description.contains(message), "\(error!)")
  }
}

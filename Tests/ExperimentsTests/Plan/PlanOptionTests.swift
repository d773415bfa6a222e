import Distillation
import Testing

@testable import Experiments

/// What `--set` changes.
@Suite struct PlanOptionTests {
  private func shippedPlan() throws -> PlanFile {
    try PlanFile(
      yaml: String(decoding: PackageResources.extended_xor_yaml, as: UTF8.self), name: "a.yaml")
  }

  @Test func optionsChangeValues() throws {
    var file = try shippedPlan()
    try file.set("training.epochs=5")
    try file.set("objectives.distilled[1].logits={weight: 0.9, temperature: 3.5}")
    try file.set("students.hybrid-74[0].dense.units=2")
    try file.set("data.dimension=3")
    let plan = try file.plan()
    #expect(plan.training.length == .epochs(5))
    #expect(plan.objectives[1].terms[1] == .init(LogitsTerm(weight: 0.9, temperature: 3.5)))
    #expect(plan.students[4].layers[0] == .dense(units: 2, bias: false))
    #expect(plan.data.inputCount == 3)
  }

  /// What an option changed deep in a value that is checked as a whole.
  @Test func optionsAreNamedBesideTheFile() {
    let error = #expect(throws: PlanError.self) {
      var file = try shippedPlan()
      try file.set("students.hybrid-74[1].circuit.measure=[0, 0]")
      _ = try file.experiment()
    }
    #expect(
      error?.description == "a.yaml:40 with --set students.hybrid-74[1].circuit.measure=[0, 0]: "
        + "students.hybrid-74[1]: measures [0, 0]; name different qubits from 0 to 3")
  }

  @Test(
    arguments: [
      ("epochs", "--set epochs: it should look like path.to.key=value"),
      ("a..b=1", "--set a..b=1: it should look like path.to.key=value"),
      ("seeds[0]=1", "--set seeds[0]=1: seeds[0]: \"30\" has no elements"),
      (
        "students.hybrid-74[3]=1",
        "--set students.hybrid-74[3]=1: students.hybrid-74[3]: there is no element 3; there are 3"
      ),
      ("seeds=[1", "--set seeds=[1: seeds: not YAML: did not find expected ',' or ']'"),
      ("seeds=0", "--set seeds=0: seeds: 0; there must be 1 to 1000000"),
      (
        "training.epochs=9000000000000000000",
        "--set training.epochs=9000000000000000000: training.epochs: 9000000000000000000; there may be 0 to 1000000000"
      ),
      (
        "training={optimizer: {lbfgs: {}}, steps: 9223372036854775807}",
        "--set training={optimizer: {lbfgs: {}}, steps: 9223372036854775807}: training.steps: 9223372036854775807; "
          + "there may be 0 to 1000000000"
      ),
      (
        "teacher.training.epochs=1000000001",
        "--set teacher.training.epochs=1000000001: teacher.training.epochs: 1000000001; there may be 0 to 1000000000"
      ),
      (
        "training.epochs=-1",
        "--set training.epochs=-1: training.epochs: -1; there may be 0 to 1000000000"
      ),
      (
        "training.select=latest",
        "--set training.select=latest: training.select: unknown selection latest; did you mean last? known: last, "
          + "best-on-validation"
      ),
      (
        "training.select=best-on-test",
        "--set training.select=best-on-test: training.select: nothing is chosen on the test part, which is looked at once, at "
          + "the end; known: last, best-on-validation"
      ),
      (
        "seed=3",
        "--set seed=3: seed: unknown key seed; did you mean seeds? known: controls, data, firstSeed, name, "
          + "objectives, robustness, seeds, slurm, students, subject, teacher, training, tuning"
      ),
    ])
  func wrongOptionsAreNamed(option: String, message: String) {
    let error = #expect(throws: PlanError.self) {
      var file = try shippedPlan()
      try file.set(option)
      _ = try file.experiment()
    }
    #expect(error?.description == message)
    #expect(error?.isOfOption == true)
  }
}

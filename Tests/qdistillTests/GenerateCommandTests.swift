import Datasets
import Testing

@testable import Experiments

@Suite struct GenerateCommandTests {
  /// What a plan with these settings and defaults for all others draws, in the command's words and the plan's.
  @Test(
    arguments: [
      ("extended-xor --per-blob 2", "{source: extended-xor, perBlob: SIZES}", 2),
      ("hyperplane-parity --per-class 9", "{source: hyperplane-parity, perClass: SIZES}", 9),
      (
        "hyperplane-parity --dimension 4 --hyperplanes 3 --subspace-dimension 2 --task 5 --per-class 9",
        "{source: hyperplane-parity, dimension: 4, hyperplanes: 3, subspaceDimension: 2, task: 5, perClass: SIZES}",
        9
      ),
    ])
  func theSamplesAreThoseOfAPlan(command: String, data: String, size: Int) throws {
    var file = try PlanFile(yaml: ExperimentPlan.extendedXOR.yaml(), name: "plan.yaml")
    let sizes = "{teacher: 1, student: \(size), validation: 1, test: \(size)}"
    try file.set("data=\(data.replacing("SIZES", with: sizes))")
    let parts = try file.plan().data.load().parts(seed: 3).parts
    #expect(try shell("$Q data generate \(command) --seed 3").output == parts.student.csv)
    #expect(try shell("$Q data generate \(command) --seed 3 --part test").output == parts.test.csv)
  }

  @Test(
    arguments: [
      ("--dimension 0", "--dimension is 0; it must be from 1 to 1000"),
      ("--hyperplanes 101", "--hyperplanes is 101; it must be from 1 to 100"),
      ("--subspace-dimension 0", "--subspace-dimension is 0; it must be from 1 to 100"),
      ("--per-class 0", "--per-class is 0; it must be at least 1 sample of each class"),
      ("--per-class 1677722", "--per-class is 1677722; it must be at most 1677721"),
      ("--hyperplanes 1 --subspace-dimension 1 --task 2", "--task is 2; it must be another number"),
      ("--task=-1", "'-1' is invalid"),
      ("--part pupil", "'pupil' is invalid"),
    ])
  func hyperplanesThatCannotBeAreRefused(options: String, message: String) throws {
    let outcome = try shell("$Q data generate hyperplane-parity \(options)")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }
}

import Distillation
import Testing

@testable import Experiments

/// Several experiments in one plan's file.
@Suite struct VariantTests {
  private func file(_ variants: String) throws -> PlanFile {
    try PlanFile(
      yaml: """
        name: two
        data: {source: extended-xor, perBlob: {teacher: 4, student: 2, validation: 1, test: 2}}
        teacher: {network: {hidden: [4], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 2}}
        students: {small: [{dense: {units: classes}}]}
        objectives: {labels: [{crossEntropy: {weight: 1}}]}
        training: {optimizer: {adam: {rate: 0.1}}, epochs: 5}
        \(variants)
        """, name: "two.yaml")
  }

  @Test func aVariantChangesItsPlacesAlone() throws {
    let plans = try file(
      """
      variants:
        short: {}
        long:
          training.epochs: 50
          students.large: [{dense: {units: 9}}, {dense: {units: classes}}]
          objectives.labels[0].crossEntropy.weight: 2
      """
    ).variants().map { try $0.experiment().plan }
    #expect(plans.map(\.name) == ["two-short", "two-long"])
    #expect(plans.map(\.training.length) == [.epochs(5), .epochs(50)])
    #expect(plans.map { $0.students.map(\.name) } == [["small"], ["small", "large"]])
    #expect(plans[0].objectives != plans[1].objectives)
  }

  @Test func optionsAreTheLastWordInAll() throws {
    var file = try file("variants: {a: {seeds: 3}, b: {}}")
    try file.set("seeds=7")
    #expect(try file.variants().map { try $0.plan().seeds } == [7, 7])
    #expect(try file.variant(named: "a").plan().name == "two-a")
  }

  @Test func withoutVariantsItIsThePlan() throws {
    let file = try file("seeds: 4")
    #expect(file.variantNames == [])
    #expect(try file.variants().map { try $0.plan() } == [file.plan()])
  }

  @Test(
    arguments: [
      (
        "variants: {}",
        "two.yaml:7: variants: a mapping, where names with what is different should be"
      ),
      (
        "variants: [a]",
        "two.yaml:7: variants: a list, where names with what is different should be"
      ),
      (
        "variants:\n  a: 3",
        "two.yaml:8: variants.a: \"3\", where places of the plan with their values should be; {} changes nothing"
      ),
      (
        "variants:\n  a:\n    .b: 3",
        "two.yaml:8: variants.a: \".b\" is no place in a plan; it should look like path.to.key"
      ),
      (
        "variants:\n  a:\n    objectives.labels[3]: 3",
        "two.yaml:8: variants.a: objectives.labels[3]: there is no element 3; there are 1"
      ),
      (
        "variants:\n  a:\n    training.epoch: 3",
        "two.yaml:9: training.epoch: unknown key epoch; did you mean epochs? known: batch, clip, dropRemainder, earlyStopping, epochs, gradient, noise, optimizer, precision, select, shots, steps, trajectories, validateEvery"
      ),
      (
        "variants:\n  a/b: {}",
        "two.yaml:1: name: \"two-a/b\"; it must be a name for a folder, of one line and at most 100 bytes"
      ),
    ])
  func mistakesAreFoundWhereTheyAre(variants: String, message: String) throws {
    let file = try file(variants)
    let error = #expect(throws: PlanError.self) {
      for variant in try file.variants() { _ = try variant.experiment() }
    }
    #expect(error?.description == message)
  }

  @Test func aVariantThatIsNotThereIsNamed() throws {
    let error = #expect(throws: PlanError.self) {
      try file("variants: {short: {}, long: {}}").variant(named: "shrot")
    }
    #expect(
      error?.description
        == "--variant shrot: unknown variant shrot; did you mean short? known: short, long")
    let none = #expect(throws: PlanError.self) { try file("seeds: 1").variant(named: "a") }
    #expect(none?.description == "--variant a: two.yaml has no variants; leave the option out")
  }
}

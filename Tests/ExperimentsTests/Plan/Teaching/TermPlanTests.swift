import Distillation
import Testing

@testable import Experiments

/// Terms of objectives as plans have them.
@Suite struct TermPlanTests {
  /// The shipped plan with another term in the place of `logits`, and other text replaced.
  private func file(_ term: String, _ old: String = "name:", _ new: String = "name:") throws
    -> PlanFile
  {
    let shipped = String(decoding: PackageResources.extended_xor_yaml, as: UTF8.self)
    let text =
      shipped
      .replacing("logits: {weight: 0.5, temperature: 2}", with: term)
      .replacing(old, with: new)
      // Smoothed labels need a temperature that does not change.
      .replacing(", label-smoothing]", with: "]")
    #expect(text.contains(term))
    return try PlanFile(yaml: text, name: "a.yaml")
  }

  @Test(
    arguments: [
      (
        "standardisedLogits: {weight: 9, temperature: 2}",
        StandardisedLogitsTerm(weight: 9, temperature: 2),
        "standardisedLogits: {weight: 9, temperature: 2}"
      ),
      (
        "decoupled: {weight: {warmUp: {over: 0.1, then: 1}}}",
        DecoupledTerm(weight: .warmUp(over: 0.1, then: 1)),
        "decoupled:\n        weight: {warmUp: {over: 0.1, then: 1}}\n        alpha: 1\n        beta: 8\n        temperature: 4"
      ),
      (
        "decoupled: {weight: 1, alpha: 0.5, beta: 2, temperature: 3}",
        DecoupledTerm(weight: 1, alpha: 0.5, beta: 2, temperature: 3),
        "decoupled: {weight: 1, alpha: 0.5, beta: 2, temperature: 3}"
      ),
      (
        "dist: {weight: 1}", DistTerm(weight: 1),
        "dist: {weight: 1, beta: 2, gamma: 2, temperature: 4}"
      ),
      (
        "dist: {weight: 1, beta: 0, gamma: 1.5, temperature: {linear: {from: 4, to: 1}}}",
        DistTerm(weight: 1, beta: 0, gamma: 1.5, temperature: .linear(from: 4, to: 1)),
        "dist:\n        weight: 1\n        beta: 0\n        gamma: 1.5\n        temperature: {linear: {from: 4, to: 1}}"
      ),
    ] as [(String, any ObjectiveTerm, String)])
  func termsAreReadAndWrittenWithTheirDefaults(
    text: String, term: any ObjectiveTerm, resolved: String
  ) throws {
    let plan = try file(text).plan()
    #expect(plan.objectives[1].terms[1] == .init(term))
    let yaml = try plan.yaml()
    #expect(yaml.contains("- \(resolved)\n"))
    #expect(try PlanFile(yaml: yaml, name: "resolved").plan() == plan)
    _ = try file(text).experiment()
  }

  @Test(
    arguments: [
      (
        "standardisedLogits: {weight: 9}",
        "a.yaml:71: objectives.distilled[1].standardisedLogits: the key temperature is missing"
      ),
      (
        "standardizedLogits: {weight: 9, temperature: 2}",
        "a.yaml:71: objectives.distilled[1]: unknown term standardizedLogits; did you mean standardisedLogits?"
      ),
      (
        "decoupled: {weight: 1, betta: 2}",
        "a.yaml:71: objectives.distilled[1].decoupled.betta: unknown key betta; did you mean beta?"
      ),
      (
        "decoupled: {weight: 1, beta: high}",
        "a.yaml:71: objectives.distilled[1].decoupled.beta: \"high\", where a number should be"
      ),
      (
        "decoupled: {weight: 1, alpha: -2}",
        "a.yaml:71: objectives.distilled[1].decoupled.alpha: -2; it must be a number from 0 upwards"
      ),
      (
        "dist: {weight: 1, temperature: 0}",
        "a.yaml:71: objectives.distilled[1].dist.temperature: 0; it must be above 0"
      ),
      (
        "dist: {weight: 1, beta: 0, gamma: 0}",
        "a.yaml:71: objectives.distilled[1].dist.beta: 0, as is gamma; one of them must be above 0"
      ),
    ])
  func mistakesAreFoundWhereTheyAre(term: String, message: String) {
    let error = #expect(throws: PlanError.self) { try file(term).experiment() }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test(
    arguments: [
      (
        "standardisedLogits: {weight: 9, temperature: 2}",
        "a.yaml:71: objectives.distilled[1].standardisedLogits.temperature: for the student classical-195: two "
          + "standardised logits are always equally far apart and teach nothing; use logits"
      ),
      (
        "decoupled: {weight: 1}",
        "a.yaml:71: objectives.distilled[1].decoupled.beta: for the student classical-195: of two classes there are "
          + "no others to compare; use logits, which is the same then"
      ),
      (
        "dist: {weight: 1, gamma: 0}",
        "a.yaml:71: objectives.distilled[1].dist.gamma: for the student classical-195: 0, while two classes of one "
          + "sample have nothing to correlate; set it above 0"
      ),
    ])
  func twoClassesAreTooFew(term: String, message: String) throws {
    let error = #expect(throws: PlanError.self) {
      try file(term, "classes: 3", "classes: 2").experiment()
    }
    #expect(error?.description == message)
  }
}

import Distillation
import HybridModels

extension ObjectivePlan {
  /// The objective.
  func makeObjective() throws(PlanError) -> Objective {
    try forEachTerm { term throws(InvalidSetting) in try Objective.check(term) }
    return Objective(terms.map(\.term))
  }

  /// Makes sure that a student can be trained for the objective.
  func check(student: Model, called name: String) throws(PlanError) {
    try forEachTerm { term throws(InvalidSetting) in
      do throws(InvalidSetting) {
        try term.check(student: student)
      } catch {
        throw InvalidSetting(error.name, "for the student \(name): \(error.problem)")
      }
    }
  }

  /// Says where in the plan a term's setting is that cannot be.
  func forEachTerm(
    _ body: (any ObjectiveTerm) throws(InvalidSetting) -> Void
  ) throws(PlanError) {
    for (index, term) in terms.map(\.term).enumerated() {
      do throws(InvalidSetting) {
        try body(term)
      } catch {
        throw PlanError(
          "objectives.\(name)\(isOfTermsAlone ? "" : ".terms")[\(index)].\(type(of: term).name).\(error.name)",
          error.problem)
      }
    }
  }
}

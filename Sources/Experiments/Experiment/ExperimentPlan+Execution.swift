import HybridModels
import QuantumSimulation

// Whether circuits can be run as a plan says.

extension ExperimentPlan {
  /// How circuits are run in these arms and in those of who teaches in them.
  ///
  /// - Throws: `PlanError` if a student's circuits cannot be run so.
  func loadedExecutions(
    of arms: [RunIdentity.Arm], _ models: [StudentPlan: Model]
  ) throws(PlanError) -> [ExecutionPlan: CircuitExecution] {
    var executions: [ExecutionPlan: CircuitExecution] = [:]
    for arm in arms {
      for arm in sequence(first: arm, next: \.teacher) {
        guard let plan = arm.execution else { continue }
        let place =
          arm.objective.execution == nil
          ? "training" : "objectives.\(arm.objective.name).circuits"
        if executions[plan] == nil { executions[plan] = try plan.load(place: place) }
        let execution = executions[plan]!
        for student in [arm.student, arm.peer].compactMap({ $0 }) {
          if let problem = models[student]?.executionProblem(execution) {
            throw PlanError(place, "for the student \(student.name): \(problem)")
          }
        }
      }
    }
    return executions
  }

  /// Makes sure that every student's circuits can be run under the noise, and from shots.
  func checkRobustness(
    of models: [StudentPlan: Model], _ noise: (any CircuitNoise)?
  ) throws(PlanError) {
    guard let noise, let robustness else { return }
    for (student, model) in models.sorted(by: { $0.key.name < $1.key.name }) {
      for execution in robustness.executions(noise) {
        if let problem = model.executionProblem(execution, isTrained: false) {
          throw PlanError("robustness", "for the student \(student.name): \(problem)")
        }
      }
    }
    if !models.keys.contains(where: \.hasCircuits) {
      throw PlanError("robustness", "no student has a circuit; leave it out")
    }
  }
}

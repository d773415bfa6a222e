extension ExperimentPlan {
  /// The plan with the hashes of what devices' calibrations are now.
  func resolvingDevices() throws(PlanError) -> ExperimentPlan {
    var plan = self
    try plan.execution.resolve(place: "training")
    if let robustness {
      plan.robustness!.noise = try robustness.noise.resolved(place: "robustness.noise")
    }
    for index in plan.objectives.indices {
      try plan.objectives[index].execution?.resolve(
        place: "objectives.\(objectives[index].name).circuits")
    }
    return plan
  }
}

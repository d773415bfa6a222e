import QuantumSimulation

extension NoisePlan {
  /// The noise; a device's calibrations are read.
  ///
  /// - Throws: `PlanError` for numbers that cannot be, or a device that is not there.
  public func load(place: String) throws(PlanError) -> any CircuitNoise {
    switch self {
    case .numbers(let numbers): return try numbers.makeModel(place: place)
    case .device(let name, _):
      throw PlanError(place, "devices are not read yet: \(name)")
    }
  }

  /// The noise with what its device's calibrations are now.
  ///
  /// - Throws: `PlanError` if they are not there, or are others than the plan says.
  func resolved(place: String) throws(PlanError) -> NoisePlan { self }
}

extension ExecutionPlan {
  /// The way to run circuits; a device's calibrations are read.
  func load(place: String) throws(PlanError) -> CircuitExecution {
    CircuitExecution(
      noise: try noise?.load(place: "\(place).noise"), trajectories: trajectories, shots: shots,
      shotGradient: gradient)
  }

  /// The same with what devices' calibrations are now.
  mutating func resolve(place: String) throws(PlanError) {
    noise = try noise?.resolved(place: "\(place).noise")
  }
}

extension ExperimentPlan {
  /// The plan with what devices' calibrations are now.
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

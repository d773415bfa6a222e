import Crypto
import FileFormats
import Interchange
import QuantumSimulation

extension NoisePlan {
  /// The noise; a device's calibrations are read.
  ///
  /// - Throws: `PlanError` for numbers that cannot be, or a device that is not there.
  public func load(place: String) throws(PlanError) -> any CircuitNoise {
    switch self {
    case .numbers(let numbers): return try numbers.makeModel(place: place)
    case .device(let name, let sha256):
      let (device, hash) = try Self.device(name, place: place)
      if let sha256, sha256 != hash {
        throw PlanError(
          place,
          "the calibrations of \(name) are others than those of SHA-256 \(sha256.prefix(12))...: leave out sha256, or give that file"
        )
      }
      return device
    }
  }

  /// The noise with the hash of what its device's calibrations are now.
  ///
  /// - Throws: `PlanError` if they are not there, or are others than the plan says.
  func resolved(place: String) throws(PlanError) -> NoisePlan {
    guard case .device(let name, _) = self else { return self }
    _ = try load(place: place)
    return .device(name, sha256: try Self.device(name, place: place).sha256)
  }

  /// A device, and the SHA-256 of the files that it was read from.
  private static func device(
    _ name: String, place: String
  ) throws(PlanError) -> (device: Device, sha256: String) {
    do {
      let source = DeviceSource()
      var hasher = SHA256()
      for path in try source.paths(name) {
        hasher.update(data: try FileContents(of: path).bytes)
      }
      return (try source.device(name), hasher.finalize().hexadecimal)
    } catch {
      throw PlanError(place, "\(error)")
    }
  }
}

extension ExecutionPlan {
  /// The way to run circuits; a device's calibrations are read.
  func load(place: String) throws(PlanError) -> CircuitExecution {
    CircuitExecution(
      noise: try noise?.load(place: "\(place).noise"), trajectories: trajectories, shots: shots,
      shotGradient: gradient)
  }

  /// The same with the hashes of what devices' calibrations are now.
  mutating func resolve(place: String) throws(PlanError) {
    noise = try noise?.resolved(place: "\(place).noise")
  }
}

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

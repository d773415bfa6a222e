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
    case .numbers(let numbers): try numbers.makeModel(place: place)
    case .device(let name, let sha256):
      try Self.device(name, sha256: sha256, place: place).device
    }
  }

  /// The noise with the hash of what its device's calibrations are now.
  ///
  /// - Throws: `PlanError` if they are not there, or are others than the plan says.
  func resolved(place: String) throws(PlanError) -> NoisePlan {
    guard case .device(let name, let sha256) = self else { return self }
    return .device(name, sha256: try Self.device(name, sha256: sha256, place: place).sha256)
  }

  /// A device, and the SHA-256 of the files that it was read from.
  ///
  /// - Parameter wanted: what the SHA-256 must be, if the plan says so.
  private static func device(
    _ name: String, sha256 wanted: String?, place: String
  ) throws(PlanError) -> (device: Device, sha256: String) {
    let (device, hash): (Device, String)
    do {
      let source = DeviceSource()
      var hasher = SHA256()
      for path in try source.paths(name) {
        hasher.update(data: try FileContents(of: path).bytes)
      }
      (device, hash) = (try source.device(name), hasher.finalize().hexadecimal)
    } catch {
      throw PlanError(place, "\(error)")
    }
    if let wanted, wanted != hash {
      throw PlanError(
        place,
        "the calibrations of \(name) are others than those of SHA-256 \(wanted.prefix(12))...: leave out sha256, or give that file"
      )
    }
    return (device, hash)
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

import ArgumentParser
import Interchange
import QuantumSimulation

/// Which device.
struct DeviceOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A device: fake_manila, fake_torino, ... (snapshots of the Python package qiskit-ibm-runtime), or a file props.json, with "
        + "conf.json beside it or without.", valueName: "name|props.json"))
  var device: String

  /// Reads its calibration.
  func load() throws -> Device {
    guard !device.isEmpty else {
      throw ValidationError("--device needs a name or a file, not \"\"")
    }
    return try DeviceSource().device(device)
  }
}

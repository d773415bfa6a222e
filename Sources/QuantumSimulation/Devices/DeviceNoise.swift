/// The noise of a device, on circuits as that device runs them.
public struct DeviceNoise: CircuitNoise {
  /// The device.
  public let device: Device

  /// A device's noise.
  public init(_ device: Device) {
    self.device = device
  }

  /// Why the device cannot run a circuit, if it cannot.
  public func problem(with circuit: VariationalCircuit) -> String? {
    do throws(DeviceError) {
      _ = try DeviceCircuit(circuit, on: device)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The circuit on the device: ``DeviceCircuit/noisy``.
  public func applied(to circuit: VariationalCircuit) -> NoisyCircuit {
    do throws(DeviceError) {
      return try DeviceCircuit(circuit, on: device).noisy
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension Device {
  /// All that its noise depends on, as text: two devices of equal texts have the same.
  public var noiseText: String {
    let qubits = qubits.map { qubit in
      let pulses = qubit.pulses.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        "\($0.key.rawValue) \($0.value.error) \($0.value.length)"
      }
      let readout = qubit.readout
      return
        "\(qubit.t1) \(qubit.t2) \(readout.oneGivenZero) \(readout.zeroGivenOne) \(pulses.joined(separator: " "))"
    }
    let couplings = couplings.map {
      "\($0.gate.rawValue) \($0.first) \($0.second) \($0.calibration.error) \($0.calibration.length)"
    }
    return (qubits + couplings).joined(separator: "\n")
  }
}

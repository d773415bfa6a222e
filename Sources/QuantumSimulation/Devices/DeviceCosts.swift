import Numerics

/// What a device's gates cost: -ln(1 - error), so that costs add up where fidelities are multiplied. What does not work is left
/// out.
struct DeviceCosts {
  /// The gates from which a `cx` between two qubits can be made, by qubits.
  private var couplings: [[Int: Device.Coupling]]
  /// The qubits that a qubit can act on or be acted on by, ascending.
  private(set) var neighbours: [[Int]]
  /// What each qubit costs as one of those measured, and a pulse of each (a quarter turn; on devices without one the general
  /// pulse); infinite where that does not work.
  let readout, pulse: [Double]

  init(_ device: Device) {
    readout = device.qubits.map { cost(($0.readout.oneGivenZero + $0.readout.zeroGivenOne) / 2) }
    pulse = device.qubits.map { qubit in
      cost((qubit.pulses[.sx] ?? qubit.pulses[.u3] ?? .ideal).error)
    }
    couplings = Array(repeating: [:], count: device.qubits.count)
    neighbours = Array(repeating: [], count: device.qubits.count)
    for coupling in device.couplings where cost(coupling.calibration.error).isFinite {
      let (first, second) = (coupling.first, coupling.second)
      guard pulse[first].isFinite, pulse[second].isFinite else { continue }
      if let other = couplings[first][second],
        other.calibration.error <= coupling.calibration.error
      {
        continue
      }
      couplings[first][second] = coupling
    }
    for first in couplings.indices {
      for second in couplings[first].keys {
        neighbours[first].append(second)
        if couplings[second][first] == nil { neighbours[second].append(first) }
      }
    }
    for index in neighbours.indices { neighbours[index].sort() }
  }

  /// The gate from which to make a `cx` of this control and target: the one in that direction, if there are two.
  func coupling(_ control: Int, _ target: Int) -> Device.Coupling? {
    couplings[control][target] ?? couplings[target][control]
  }

  /// What a `cx` costs with the pulses around it; `nil` if there is none.
  func pair(_ control: Int, _ target: Int) -> Double? {
    guard let coupling = coupling(control, target) else { return nil }
    // Two pulses a qubit, as most rotations take, and as many again where the gate must be turned around.
    let isTurned = coupling.gate != .cz && coupling.first != control
    return cost(coupling.calibration.error)
      + (isTurned ? 4 : 2) * (pulse[control] + pulse[target])
  }

  /// Whether a qubit can be turned and read at all.
  func isUsable(_ qubit: Int) -> Bool { pulse[qubit].isFinite && readout[qubit].isFinite }
}

private func cost(_ error: Double) -> Double {
  error < 1 ? -Double.log(1 - error) : .infinity
}

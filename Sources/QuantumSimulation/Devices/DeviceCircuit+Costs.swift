extension DeviceCircuit {
  /// How many pulses there are, and how many gates of two qubits. Rotations about Z are none.
  public var pulseCount: Int { gates.count { $0.qubits.count == 1 } }
  /// See ``pulseCount``.
  public var entanglerCount: Int { gates.count { $0.qubits.count == 2 } }

  /// The most gates that follow one another, each on a qubit of the one before. Rotations about Z are none, and measuring is none.
  public var depth: Int { Int(longestPath { _ in 1 }) }

  /// How long the gates take, in seconds: each begins as soon as its qubits are free. Measuring is not among them.
  public var duration: Double { longestPath { calibration(of: $0)!.length } }

  /// How long it takes to read the measured qubits, in seconds; `nil` where the calibration does not say.
  public var readoutLength: Double? {
    measurement.qubits.compactMap { device.qubits[physicalQubits[$0]].readoutLength }.max()
  }

  /// The probability that nothing goes wrong in the gates, by their calibrated errors: the product of 1 - error.
  public var gateFidelity: Double { gates.reduce(1) { $0 * (1 - calibration(of: $1)!.error) } }

  /// The probability that all measured qubits are read as they are, averaged over their values.
  public var readoutFidelity: Double {
    measurement.qubits.reduce(1) {
      let readout = device.qubits[physicalQubits[$1]].readout
      return $0 * (1 - (readout.oneGivenZero + readout.zeroGivenOne) / 2)
    }
  }

  /// The shortest T2 of the qubits that are used, in seconds; infinite where it is unknown.
  public var shortestT2: Double { physicalQubits.map { device.qubits[$0].t2 }.min()! }

  private var gates: [Operation] {
    operations.filter { if case .rz = $0.kind { false } else { true } }
  }

  private func longestPath(_ length: (Operation) -> Double) -> Double {
    var ends = Array(repeating: 0.0, count: physicalQubits.count)
    for gate in gates {
      let end = gate.qubits.map { ends[$0] }.max()! + length(gate)
      for qubit in gate.qubits { ends[qubit] = end }
    }
    return ends.max()!
  }
}

extension VariationalCircuit.Measurement {
  /// How many settings of the device it takes to measure all: observables that ask each qubit for the same operator, or none, are
  /// measured together. Each joins the first group that it fits.
  public var basisCount: Int { MeasurementGroup.groups(of: self).count }
}

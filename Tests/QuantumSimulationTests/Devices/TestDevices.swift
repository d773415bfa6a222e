import QuantumSimulation

/// Devices made for tests.
extension Device {
  /// A device of these gates between qubits, of which no two are calibrated alike.
  static func made(
    _ entangler: Entangler, _ pairs: [(Int, Int)], qubitCount: Int, bothWays: Bool = false,
    general: Bool = false
  ) -> Device {
    let qubits = (0..<qubitCount).map { index in
      let share = Double(index + 1)
      let quarter = Calibration(error: 2e-4 * share, length: 10e-9)
      let half = Calibration(error: 3e-4 * share, length: 10e-9)
      return Qubit(
        t1: 1e-4 / share, t2: 0.8e-4,
        readout: ReadoutError(
          oneGivenZero: 0.01 * share, zeroGivenOne: 0.02 * share), readoutLength: 1e-6,
        pulses: general ? [.u2: quarter, .u3: half] : [.sx: quarter, .x: half])
    }
    let couplings = pairs.enumerated().flatMap { index, pair in
      let calibration = Calibration(error: 0.005 + 0.002 * Double(index), length: 300e-9)
      let there = Coupling(entangler, pair.0, pair.1, calibration)
      return bothWays ? [there, Coupling(entangler, pair.1, pair.0, calibration)] : [there]
    }
    return Device(name: "made", qubits: qubits, couplings: couplings, repetitionDelay: 250e-6)
  }

  static func line(_ entangler: Entangler, _ count: Int, bothWays: Bool = false) -> Device {
    made(entangler, (1..<count).map { ($0 - 1, $0) }, qubitCount: count, bothWays: bothWays)
  }

  /// Devices of every kind of gate, each a line or a star with a tail.
  static let ofAllKinds: [Device] = [
    line(.cx, 5, bothWays: true), line(.cx, 4), line(.cz, 5),
    made(.ecr, [(1, 0), (1, 2), (3, 1), (3, 4)], qubitCount: 5),
    made(.cx, [(0, 1), (1, 2), (1, 3)], qubitCount: 4, general: true),
  ]
}

/// A quantum computer as its calibration describes it: qubits, the gates it has, and how well they do.
///
/// Times are in seconds; an error of a gate is its average infidelity, 1 - F. Rotations about Z are virtual: they turn a frame,
/// take no time and make no error.
public struct Device: Sendable, Hashable {
  /// What a calibration says of a gate.
  public struct Calibration: Sendable, Hashable {
    /// The average infidelity, in [0, 1]. At 1 the gate does not work (or nobody has measured it).
    public var error: Double
    /// How long it takes, in seconds.
    public var length: Double

    /// A gate of this error and length.
    public init(error: Double, length: Double) {
      (self.error, self.length) = (error, length)
    }

    /// Nothing is known: no error, no time.
    public static let ideal = Calibration(error: 0, length: 0)
  }

  /// Gates of one qubit that are pulses, by their OpenQASM names.
  public enum Pulse: String, Sendable, Hashable, CaseIterable {
    /// The root of X, a quarter turn.
    case sx
    /// X, half a turn.
    case x
    /// A quarter turn between rotations about Z.
    case u2
    /// Two quarter turns between rotations about Z.
    case u3
  }

  /// Gates of two qubits, by their OpenQASM names.
  public enum Entangler: String, Sendable, Hashable, CaseIterable {
    /// CNOT.
    case cx
    /// An echoed cross-resonance: X after exp(-i pi/4 ZX).
    case ecr
    /// Z where both qubits are 1.
    case cz
  }

  /// A qubit.
  public struct Qubit: Sendable, Hashable {
    /// How fast populations come to rest and coherences vanish, in seconds; infinite where that is unknown. T2 is at most 2 T1.
    public var t1, t2: Double
    /// How it is misread.
    public var readout: ReadoutError
    /// How long it is read, in seconds; `nil` where that is unknown.
    public var readoutLength: Double?
    /// Its pulses: `sx` and `x`, or `u2` and `u3`.
    public var pulses: [Pulse: Calibration]

    /// A qubit.
    public init(
      t1: Double, t2: Double, readout: ReadoutError, readoutLength: Double? = nil,
      pulses: [Pulse: Calibration]
    ) {
      (self.t1, self.t2) = (t1, min(t2, 2 * t1))
      self.readout = readout
      self.readoutLength = readoutLength
      self.pulses = pulses
    }
  }

  /// A gate between two qubits.
  public struct Coupling: Sendable, Hashable {
    /// The gate.
    public var gate: Entangler
    /// Its qubits, the control first.
    public var first, second: Int
    /// How well it does.
    public var calibration: Calibration

    /// A gate between these qubits.
    public init(_ gate: Entangler, _ first: Int, _ second: Int, _ calibration: Calibration) {
      self.gate = gate
      (self.first, self.second) = (first, second)
      self.calibration = calibration
    }
  }

  /// What it is called.
  public let name: String
  /// When it was calibrated, as its file says.
  public let date: String?
  /// Its qubits.
  public let qubits: [Qubit]
  /// Its gates of two qubits.
  public let couplings: [Coupling]
  /// How long it waits before each shot for its qubits to come to rest, in seconds; `nil` where that is unknown.
  public let repetitionDelay: Double?
  /// How many circuits a job may have; `nil` where that is unknown.
  public let circuitsPerJob: Int?
  /// What the calibration leaves open, and what is done about it, a sentence each.
  public let remarks: [String]

  /// A device.
  ///
  /// - Precondition: there is a qubit; all have the same pulses; couplings are between two of them.
  public init(
    name: String, date: String? = nil, qubits: [Qubit], couplings: [Coupling],
    repetitionDelay: Double? = nil, circuitsPerJob: Int? = nil, remarks: [String] = []
  ) {
    precondition(!qubits.isEmpty, "a device without qubits")
    for qubit in qubits {
      let pulses = Set(qubit.pulses.keys)
      precondition(pulses == [.sx, .x] || pulses == [.u2, .u3], "pulses \(pulses)")
      precondition(pulses == Set(qubits[0].pulses.keys), "qubits with different pulses")
    }
    for coupling in couplings {
      precondition(
        coupling.first != coupling.second && qubits.indices.contains(coupling.first)
          && qubits.indices.contains(coupling.second),
        "a gate between the qubits \(coupling.first) and \(coupling.second) of \(qubits.count)")
    }
    self.name = name
    self.date = date
    self.qubits = qubits
    self.couplings = couplings
    self.repetitionDelay = repetitionDelay
    self.circuitsPerJob = circuitsPerJob
    self.remarks = remarks
  }

  /// Whether its pulses are `u2` and `u3`; otherwise `sx` and `x`.
  public var hasGeneralPulses: Bool { qubits[0].pulses[.u3] != nil }

  /// The names of its gates.
  public var gateNames: [String] {
    let entanglers = Entangler.allCases.filter { gate in couplings.contains { $0.gate == gate } }
    return (hasGeneralPulses ? ["u1", "u2", "u3"] : ["rz", "sx", "x"]) + entanglers.map(\.rawValue)
  }
}

/// What keeps a circuit from running on a device, in a line.
public struct DeviceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What the device is called.
  public let device: String
  /// What is wrong, and the remedy.
  public let problem: String

  init(_ device: Device, _ problem: String) {
    self.device = device.name
    self.problem = problem
  }

  /// The device and the problem.
  public var description: String { "\(device): \(problem)" }
}

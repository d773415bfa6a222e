import Distillation
import QuantumSimulation

/// What a saved student costs on a device: what `qdistill estimate` finds.
public struct DeviceEstimate: Sendable, Codable {
  /// The format's name and version.
  public let format: String
  /// What the student is called.
  public let student: String
  /// What the device is called, and when it was calibrated.
  public let device: String
  /// See ``device``.
  public let calibrated: String?
  /// How many qubits the device has, and which gates.
  public let deviceQubits: Int
  /// See ``deviceQubits``.
  public let deviceGates: [String]
  /// The student's circuits, in the order of its layers.
  public let circuits: [CircuitCost]
  /// What it takes to predict one sample.
  public let prediction: Work
  /// What it takes to train for an epoch by the parameter-shift rule; `nil` if nobody knows on how many samples.
  public let epoch: TrainingWork?
  /// Circuits that training runs for one sample.
  public let trainingCircuitsPerSample: Int
  /// What times are made of.
  public let assumptions: Assumptions
  /// What the calibration leaves open.
  public let remarks: [String]

  /// A circuit before and after it was made one of the device.
  public struct CircuitCost: Sendable, Codable {
    /// The layer, from 0.
    public let layer: Int
    /// As the student has it.
    public let ideal: Counts
    /// As the device runs it, with the student's parameters as numbers.
    public let onDevice: Counts
    /// The device's numbers of its qubits.
    public let physicalQubits: [Int]
    /// How many swaps were put in; their gates are among ``onDevice``.
    public let swaps: Int
    /// How many settings it takes to measure all observables.
    public let measurementBases: Int
    /// The product of 1 - error over the gates, and over the measured qubits.
    public let gateFidelity, readoutFidelity: Double
    /// How long the gates take, and the readout, in seconds.
    public let gateSeconds, readoutSeconds: Double
    /// The shortest T2 of the qubits, in seconds; `nil` where it is unknown.
    public let shortestT2Seconds: Double?

    /// The probability that nothing goes wrong, without decoherence of qubits that wait.
    public var fidelity: Double { gateFidelity * readoutFidelity }
  }

  /// The size of a circuit.
  public struct Counts: Sendable, Codable {
    /// Qubits; gates on one (rotations about Z of a device are none), and on more; how many of them follow one another.
    public let qubits, oneQubitGates, twoQubitGates, depth: Int
  }

  /// What a device has to do.
  public struct Work: Sendable, Codable {
    /// Circuits to run, shots of them in all, and jobs they are sent in.
    public let circuits, shots, jobs: Int
    /// About how long that takes, in seconds.
    public let seconds: Double
  }

  /// What an epoch of training takes.
  public struct TrainingWork: Sendable, Codable {
    /// How many samples an epoch has, and steps.
    public let samples, steps: Int
    /// What it takes.
    public let work: Work
    /// How many epochs the student was trained for, at most.
    public let epochs: Int
  }

  /// What times are made of, beside the calibration.
  public struct Assumptions: Sendable, Codable {
    /// Shots of each circuit.
    public let shots: Int
    /// The delay between shots, and whether the device's file says so.
    public let repetitionDelaySeconds: Double
    /// See ``repetitionDelaySeconds``.
    public let isRepetitionDelayKnown: Bool
    /// Circuits in a job, and whether the device's file says so.
    public let circuitsPerJob: Int
    /// See ``circuitsPerJob``.
    public let isCircuitsPerJobKnown: Bool
    /// What a job takes beside its shots, in seconds.
    public let jobOverheadSeconds: Double
  }
}

extension DeviceEstimate {
  /// What a student costs.
  ///
  /// - Parameters:
  ///   - student: whose circuits are made circuits of the device.
  ///   - device: what they would run on, as its calibration describes it.
  ///   - shots: of each circuit.
  ///   - sampleCount: how many samples training has; by default as many as the student learnt from, if it says so.
  ///   - jobOverhead: what a job takes beside its shots, in seconds.
  /// - Throws: `DeviceError` if a circuit cannot run on the device.
  /// - Precondition: positive numbers; the student has a circuit.
  public init(
    of student: SavedStudent, on device: Device, shots: Int, sampleCount: Int? = nil,
    jobOverhead: Double
  ) throws(DeviceError) {
    let assumptions = Assumptions(
      shots: shots, repetitionDelaySeconds: device.repetitionDelay ?? 250e-6,
      isRepetitionDelayKnown: device.repetitionDelay != nil,
      circuitsPerJob: device.circuitsPerJob ?? 300,
      isCircuitsPerJobKnown: device.circuitsPerJob != nil, jobOverheadSeconds: jobOverhead)
    let delay = assumptions.repetitionDelaySeconds
    var circuits: [CircuitCost] = []
    var (predicting, training) = (CircuitRuns(), CircuitRuns())
    for (index, layer) in student.outline.enumerated() {
      guard let circuit = layer.circuit else { continue }
      let bound = try DeviceCircuit(circuit, on: device, parameters: layer.parameters)
      let trained = try DeviceCircuit(circuit, on: device)
      circuits.append(CircuitCost(circuit, bound, layer: index))
      let bases = circuit.measurement.basisCount
      predicting.add(bases, bound, delay)
      // Inputs have derivatives where something before the circuit is trained.
      let isAfterTrained = student.outline[..<index].contains {
        !$0.isFrozen && !$0.parameters.isEmpty
      }
      training.add(
        bases
          * (1
            + circuit.shiftedRunCount(byParameters: !layer.isFrozen, byInputs: isAfterTrained)),
        trained, delay)
    }
    precondition(!circuits.isEmpty, "a student without circuits")
    let settings = student.training.settings
    epoch = (sampleCount ?? student.training.sampleCount).map { count in
      let steps = settings.stepsPerEpoch(sampleCount: count)
      let step = settings.stepSize(sampleCount: count)
      return TrainingWork(
        samples: count, steps: steps,
        work: Work(training, steps: steps, samplesPerStep: step, assumptions),
        epochs: settings.epochs(sampleCount: count))
    }
    format = "qdistill-estimate/1"
    self.student = student.name
    self.device = device.name
    calibrated = device.date
    deviceQubits = device.qubits.count
    deviceGates = device.gateNames
    self.circuits = circuits
    prediction = Work(predicting, steps: 1, samplesPerStep: 1, assumptions)
    trainingCircuitsPerSample = training.count
    self.assumptions = assumptions
    remarks = device.remarks
  }
}

/// Circuits that a sample asks for.
private struct CircuitRuns {
  var count = 0
  /// How long one shot of each takes.
  var secondsPerShot = 0.0

  mutating func add(_ runs: Int, _ circuit: DeviceCircuit, _ delay: Double) {
    count += runs
    secondsPerShot += Double(runs) * (circuit.duration + (circuit.readoutLength ?? 0) + delay)
  }
}

extension DeviceEstimate.Work {
  /// What the circuits of so many steps come to.
  fileprivate init(
    _ runs: CircuitRuns, steps: Int, samplesPerStep: Int, _ assumptions: DeviceEstimate.Assumptions
  ) {
    let (shots, limit) = (assumptions.shots, assumptions.circuitsPerJob)
    circuits = steps * samplesPerStep * runs.count
    self.shots = circuits * shots
    // The next step waits for the results of this one.
    jobs = steps * ((samplesPerStep * runs.count + limit - 1) / limit)
    seconds =
      Double(steps * samplesPerStep * shots) * runs.secondsPerShot
      + Double(jobs) * assumptions.jobOverheadSeconds
  }
}

extension DeviceEstimate.CircuitCost {
  fileprivate init(_ circuit: VariationalCircuit, _ compiled: DeviceCircuit, layer: Int) {
    let counts = circuit.circuit.gateCounts
    self.layer = layer
    ideal = DeviceEstimate.Counts(
      qubits: circuit.circuit.qubitCount, oneQubitGates: counts.single,
      twoQubitGates: counts.multiple, depth: circuit.circuit.depth)
    onDevice = DeviceEstimate.Counts(
      qubits: compiled.physicalQubits.count, oneQubitGates: compiled.pulseCount,
      twoQubitGates: compiled.entanglerCount, depth: compiled.depth)
    physicalQubits = compiled.physicalQubits
    swaps = compiled.swapCount
    measurementBases = circuit.measurement.basisCount
    gateFidelity = compiled.gateFidelity
    readoutFidelity = compiled.readoutFidelity
    gateSeconds = compiled.duration
    readoutSeconds = compiled.readoutLength ?? 0
    shortestT2Seconds = compiled.shortestT2.isFinite ? compiled.shortestT2 : nil
  }
}

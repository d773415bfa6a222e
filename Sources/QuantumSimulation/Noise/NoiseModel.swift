/// What goes wrong in a circuit as it is written, gate by gate: one object for training and for evaluation.
///
///     let noise = NoiseModel(
///       channels: [.depolarizing(pauliProbability: 0.01)], readout: ReadoutError(probability: 0.02))
///     let noisy = noise.applied(to: circuit)
///
/// A device's own noise is on the circuit as the device runs it; that makes a ``NoisyCircuit`` too.
public struct NoiseModel: Sendable, Hashable {
  /// What happens after each gate to each of its qubits, one after another.
  public var channels: [NoiseChannel]
  /// After each gate of several qubits, and before the channels: the probability that one of the products of Pauli operators on
  /// them happens, each as often as the others.
  public var jointPauliProbability: Double
  /// By which share of their angles rotations turn too far. Gates without an angle are rotations by pi, pi / 2 ...
  public var overRotation: Double
  /// How every measured qubit is misread.
  public var readout: ReadoutError

  /// A model; without arguments an ideal one.
  public init(
    channels: [NoiseChannel] = [], jointPauliProbability: Double = 0, overRotation: Double = 0,
    readout: ReadoutError = .none
  ) {
    self.channels = channels
    self.jointPauliProbability = jointPauliProbability
    self.overRotation = overRotation
    self.readout = readout
  }

  /// What is wrong with the numbers, if anything, in a line.
  public var problem: String? {
    if let problem = channels.lazy.compactMap(\.problem).first { return problem }
    if !(0...1).contains(jointPauliProbability) {
      return "\(jointPauliProbability) is no probability: give a number from 0 to 1"
    }
    if !overRotation.isFinite { return "an over-rotation of \(overRotation)" }
    return readout.problem
  }

  /// A circuit with this noise.
  ///
  /// - Precondition: there is no ``problem``.
  public func applied(to circuit: VariationalCircuit) -> NoisyCircuit {
    if let problem { preconditionFailure(problem) }
    let steps = circuit.circuit.operations.flatMap { operation in
      var steps = [NoisyCircuit.Step.gate(operation, overRotation: overRotation)]
      if operation.qubits.count > 1 && jointPauliProbability > 0 {
        steps.append(
          .jointDepolarizing(pauliProbability: jointPauliProbability, qubits: operation.qubits))
      }
      for qubit in operation.qubits {
        steps += channels.map { .channel($0, qubit: qubit) }
      }
      return steps
    }
    return NoisyCircuit(
      circuit, steps: steps,
      readout: Array(repeating: readout, count: circuit.circuit.qubitCount))
  }
}

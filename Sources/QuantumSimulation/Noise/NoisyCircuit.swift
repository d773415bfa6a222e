/// A circuit with everything that goes wrong in it, and what is measured: what a ``NoiseModel`` or a device makes of a
/// ``VariationalCircuit``.
///
/// A state is prepared without noise.
public struct NoisyCircuit: Sendable, Hashable {
  /// A gate or an error.
  public enum Step: Sendable, Hashable {
    /// A gate. Its rotations turn too far by a share `overRotation` of their angles; with `isInverse` it is undone instead (up
    /// to a global phase).
    case gate(Circuit.Operation, overRotation: Double = 0, isInverse: Bool = false)
    /// A rotation about a product of Pauli operators, by what need not be an angle of the circuit itself: a part of a gate on a
    /// device.
    case rotation(PauliRotation)
    /// A channel of one qubit.
    case channel(NoiseChannel, qubit: Int)
    /// With this probability one of the 4^m - 1 products of Pauli operators on these m qubits happens, each as often as the
    /// others.
    case jointDepolarizing(pauliProbability: Double, qubits: [Int])
  }

  /// How many qubits there are.
  public let qubitCount: Int
  /// The state before the first step.
  public let preparation: Preparation
  /// How many inputs a sample has, and how many trainable parameters there are.
  public let inputCount, parameterCount: Int
  /// What is measured.
  public internal(set) var measurement: VariationalCircuit.Measurement
  /// What happens, in its order.
  public var steps: [Step]
  /// How each qubit is misread, `[qubitCount]`.
  public var readout: [ReadoutError]

  /// A circuit, whose own gates are replaced by these steps.
  ///
  /// - Parameters:
  ///   - circuit: what the preparation, the inputs and the parameters are taken from.
  ///   - qubitCount: how many qubits the steps have; as many as the circuit if `nil`.
  ///   - steps: gates and errors, in their order.
  ///   - readout: how each qubit is misread, `[qubitCount]`.
  ///   - measurement: what is measured, if the qubits have other numbers in the steps than in the circuit.
  /// - Precondition: steps and measurement use qubits below `qubitCount`, and no other inputs and parameters than the circuit.
  public init(
    _ circuit: VariationalCircuit, qubitCount: Int? = nil, steps: [Step],
    readout: [ReadoutError], measuring measurement: VariationalCircuit.Measurement? = nil
  ) {
    self.qubitCount = qubitCount ?? circuit.circuit.qubitCount
    precondition(
      readout.count == self.qubitCount,
      "\(readout.count) readout errors for \(self.qubitCount) qubits")
    preparation = circuit.circuit.preparation
    inputCount = circuit.inputCount
    parameterCount = circuit.parameterCount
    self.measurement = measurement ?? circuit.measurement
    self.steps = steps
    self.readout = readout
  }

  /// How many numbers come out for a sample.
  public var outputCount: Int { measurement.outputCount }
}

extension NoisyCircuit.Step {
  /// Whether it is a gate, or a part of one.
  var isGate: Bool {
    switch self {
    case .gate, .rotation: true
    case .channel, .jointDepolarizing: false
    }
  }

  /// The gate undone; an error as it is.
  var inverse: NoisyCircuit.Step {
    switch self {
    case .gate(let operation, let overRotation, let isInverse):
      .gate(operation, overRotation: overRotation, isInverse: !isInverse)
    case .rotation(let rotation): .rotation(rotation.inverse)
    case .channel, .jointDepolarizing: self
    }
  }

  /// The step with an error `factor` times as strong.
  func scaled(by factor: Double) -> NoisyCircuit.Step {
    switch self {
    case .gate(let operation, let overRotation, let isInverse):
      return .gate(operation, overRotation: factor * overRotation, isInverse: isInverse)
    case .rotation: return self
    case .channel(let channel, let qubit): return .channel(channel.scaled(by: factor), qubit: qubit)
    case .jointDepolarizing(let p, let qubits):
      // At 1 - 4^-m nothing is left of a state.
      let limit = 1 - 1 / Double(1 << (2 * qubits.count))
      return .jointDepolarizing(
        pauliProbability: min(factor * p, max(p, limit)), qubits: qubits)
    }
  }
}

extension NoisyCircuit {
  /// The circuit with errors `factor` times as strong: probabilities, waiting times and over-rotations; each probability up to
  /// where nothing more can go wrong. 0 is the ideal circuit.
  public func scaled(by factor: Double) -> NoisyCircuit {
    precondition(factor >= 0 && factor.isFinite, "a noise \(factor) times as strong")
    var circuit = self
    circuit.steps = steps.map { $0.scaled(by: factor) }
    circuit.readout = readout.map { $0.scaled(by: factor) }
    return circuit
  }
}

extension NoisyCircuit {
  /// The circuit with every gate, and what goes wrong with it, done, undone and done again: `factor` times in all. It computes
  /// the same with about `factor` times the noise, as a device can be made to. Readout is as it was.
  ///
  /// Giurgica-Tiron et al., *Digital zero noise extrapolation for quantum error mitigation* (2020): local folding.
  ///
  /// - Precondition: `factor` is odd and positive.
  public func folded(_ factor: Int) -> NoisyCircuit {
    precondition(factor > 0 && factor % 2 == 1, "gates folded \(factor) times")
    var circuit = self
    circuit.steps = []
    for group in gatesWithErrors {
      for turn in 0..<factor {
        for step in group {
          circuit.steps.append(turn % 2 == 1 ? step.inverse : step)
        }
      }
    }
    return circuit
  }

  /// Each gate with the errors up to the next one; errors before the first gate by themselves.
  private var gatesWithErrors: [ArraySlice<Step>] {
    let starts = steps.indices.filter { steps[$0].isGate }
    let bounds = (starts.first == 0 ? [] : [0]) + starts + [steps.count]
    return zip(bounds, bounds.dropFirst()).map { steps[$0..<$1] }
  }
}

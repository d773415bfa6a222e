/// A sequence of gates on qubits that start in |0...0>, or in a state made from a sample's inputs.
///
///     var bell = Circuit(qubitCount: 2)
///     bell.append(.h, on: 0)
///     bell.append(.cx, on: 0, 1)
///
/// Qubit 0 is the least significant bit of a basis state's index, as in Qiskit.
public struct Circuit: Sendable, Hashable {
  /// A gate, the qubits it acts on and where its angles come from.
  public struct Operation: Sendable, Hashable {
    /// What is done.
    public let gate: Gate
    /// The gate's angles, in the order of its arguments.
    public let angles: [Angle]
    /// The qubits, controls first.
    public let qubits: [Int]

    /// A gate with its angles and qubits.
    public init(_ gate: Gate, _ angles: [Angle] = [], on qubits: [Int]) {
      self.gate = gate
      self.angles = angles
      self.qubits = qubits
    }
  }

  /// The largest number of qubits: a state and an adjoint state of so many take 32 MiB a sample.
  public static let qubitLimit = 20

  /// How many qubits the circuit has.
  public let qubitCount: Int
  /// The state before the first gate.
  public private(set) var preparation = Preparation.groundState
  /// The gates in the order in which they act.
  public private(set) var operations: [Operation] = []
  /// How many trainable parameters there are. They are numbered from 0.
  public private(set) var parameterCount = 0
  /// How many inputs a sample has. They are numbered from 0.
  public private(set) var inputCount = 0

  /// An empty circuit.
  ///
  /// - Precondition: 1 to ``qubitLimit`` qubits.
  public init(qubitCount: Int) {
    precondition(
      (1...Self.qubitLimit).contains(qubitCount),
      "\(qubitCount) qubits: a circuit has 1 to \(Self.qubitLimit)")
    self.qubitCount = qubitCount
  }

  /// Chooses the state before the first gate.
  ///
  ///     circuit.prepare(.basis(inputs: 0..<4))
  ///
  /// - Precondition: the circuit is still empty; of n qubits at most 2^n amplitudes and a finite padding, or at
  ///   most n bits.
  public mutating func prepare(_ preparation: Preparation) {
    precondition(
      operations.isEmpty && self.preparation == .groundState,
      "a state is prepared before the first gate, and once")
    let inputs = preparation.inputs
    precondition(inputs.lowerBound >= 0, "inputs \(inputs): inputs are numbered from 0")
    switch preparation {
    case .groundState: break
    case .amplitudes(_, let padding):
      precondition(
        (1...1 << qubitCount).contains(inputs.count),
        "\(inputs.count) amplitudes: \(qubitCount) qubits have 1 to \(1 << qubitCount)")
      precondition(padding.isFinite, "amplitudes cannot be filled up with \(padding)")
    case .basis:
      precondition(
        (1...qubitCount).contains(inputs.count),
        "\(inputs.count) bits: \(qubitCount) qubits have 1 to \(qubitCount)")
    }
    self.preparation = preparation
    inputCount = max(inputCount, inputs.upperBound)
  }

  /// Adds a gate at the end.
  ///
  ///     circuit.append(.u, .parameter(0), .parameter(1), 0.5, on: 2)
  ///
  /// - Precondition: the gate's number of angles and of distinct qubits, all within the circuit.
  public mutating func append(_ gate: Gate, _ angles: Angle..., on qubits: Int...) {
    append(Operation(gate, angles, on: qubits))
  }

  /// Adds a gate at the end, with its angles and qubits in arrays.
  ///
  /// - Precondition: the gate's number of angles, constants among them finite, and of distinct qubits, all within the
  ///   circuit.
  public mutating func append(_ operation: Operation) {
    let (gate, angles, qubits) = (operation.gate, operation.angles, operation.qubits)
    precondition(gate.qubitCount >= 1, "\(gate) acts on no qubit")
    precondition(
      angles.count == gate.angleCount,
      "\(gate) takes \(gate.angleCount) angles, not \(angles.count)")
    precondition(
      qubits.count == gate.qubitCount && Set(qubits).count == qubits.count,
      "\(gate) acts on \(gate.qubitCount) different qubits, not on \(qubits)")
    precondition(
      qubits.allSatisfy { (0..<qubitCount).contains($0) },
      "\(gate) on \(qubits): the circuit's qubits are 0 to \(qubitCount - 1)")
    for case .constant(let angle) in angles {
      precondition(angle.isFinite, "\(gate) with an angle of \(angle)")
    }
    for index in angles.flatMap(\.parameters) {
      precondition(index >= 0, "parameter \(index): parameters are numbered from 0")
      parameterCount = max(parameterCount, index + 1)
    }
    for index in angles.flatMap(\.inputs) {
      precondition(index >= 0, "input \(index): inputs are numbered from 0")
      inputCount = max(inputCount, index + 1)
    }
    operations.append(operation)
  }

  /// Adds all that a template consists of. Its parameters are new ones, numbered after those there are.
  public mutating func append(_ template: some CircuitTemplate) {
    precondition(
      template.qubitCount == qubitCount,
      "a template for \(template.qubitCount) qubits does not fit a circuit of \(qubitCount)")
    template.append(to: &self)
  }
}

/// Turns qubit i by the sample's input i, in radians, about one axis.
///
/// Inputs: one per qubit. PennyLane's `AngleEmbedding` (there the default axis is X, here Y).
public struct AngleEmbedding: Embedding, Hashable {
  /// What an input is multiplied by to become an angle.
  public enum Scaling: String, CaseIterable, Sendable, Codable {
    /// By 1: the input is the angle.
    case fixed
    /// By a trainable parameter of its own for each qubit. The frequencies that the circuit's outputs have in
    /// the inputs are then learnt; Schuld, Sweke and Meyer, *Effect of data encoding on the expressive power of
    /// variational quantum-machine-learning models* (2021).
    case trainable
  }

  /// How many qubits there are, and inputs.
  public let qubitCount: Int
  /// The axis of the rotations.
  public let axis: Pauli
  /// Whether the inputs' scales are trainable.
  public let scaling: Scaling

  /// An embedding of one input per qubit.
  public init(qubitCount: Int, axis: Pauli = .y, scaling: Scaling = .fixed) {
    self.qubitCount = qubitCount
    self.axis = axis
    self.scaling = scaling
  }

  /// One for each qubit.
  public var inputCount: Int { qubitCount }
  /// One for each qubit, if the scales are trainable.
  public var parameterCount: Int { scaling == .trainable ? qubitCount : 0 }

  /// Appends a rotation for each qubit.
  public func append(to circuit: inout Circuit) {
    for qubit in 0..<qubitCount {
      let angle: Angle =
        switch scaling {
        case .fixed: .input(qubit)
        case .trainable: .scaledInput(parameter: circuit.parameterCount, input: qubit)
        }
      circuit.append(axis.rotation, angle, on: qubit)
    }
  }
}

/// A recipe that appends gates to a circuit.
public protocol CircuitTemplate: Sendable {
  /// How many qubits the recipe is for.
  var qubitCount: Int { get }
  /// Appends the gates.
  func append(to circuit: inout Circuit)
}

/// A template that carries a sample's inputs into the circuit, as inputs numbered from 0.
public protocol Embedding: CircuitTemplate {
  /// How many inputs it takes.
  var inputCount: Int { get }
}

/// A parameterised family of circuits. Its parameters follow those that the circuit already has.
public protocol Ansatz: CircuitTemplate {
  /// How many trainable parameters it has.
  var parameterCount: Int { get }
}

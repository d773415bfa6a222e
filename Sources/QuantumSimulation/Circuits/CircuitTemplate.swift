/// A recipe that appends gates to a circuit.
public protocol CircuitTemplate: Sendable {
  /// How many qubits the recipe is for.
  var qubitCount: Int { get }
  /// How many trainable parameters it has. They follow those that the circuit already has.
  var parameterCount: Int { get }
  /// Appends the gates.
  func append(to circuit: inout Circuit)
}

/// A template that carries a sample's inputs into the circuit, as inputs numbered from 0.
public protocol Embedding: CircuitTemplate {
  /// How many inputs it takes.
  var inputCount: Int { get }
}

extension Embedding {
  /// None, unless an embedding has some of its own.
  public var parameterCount: Int { 0 }
}

/// A parameterised family of circuits, which takes no inputs (but for a ``GivenCircuit`` that has some).
public protocol Ansatz: CircuitTemplate {
  /// The qubits that are there to be measured at the end. By default all.
  var measuredQubits: [Int] { get }
}

extension Ansatz {
  /// All of them.
  public var measuredQubits: [Int] { Array(0..<qubitCount) }
}

// Nested, because Foundation has a `Measurement` too.

extension VariationalCircuit {
  /// What is measured at the end of a circuit.
  public enum Measurement: Sendable, Hashable {
    /// The expectation value of each observable, in [-1, 1].
    case expectationValues([PauliString])

    /// The probabilities of all values that these qubits can have together, whatever the others have: of m
    /// qubits 2^m numbers that sum to 1. Bit j of a number's index is the value of the j-th qubit listed.
    case probabilities(of: [Int])

    /// How many numbers come out for a sample.
    public var outputCount: Int {
      switch self {
      case .expectationValues(let observables): observables.count
      case .probabilities(let qubits): 1 << qubits.count
      }
    }

    /// The qubits that are looked at, in ascending order.
    public var qubits: [Int] {
      switch self {
      case .expectationValues(let observables): Set(observables.flatMap(\.factors.keys)).sorted()
      case .probabilities(let qubits): qubits.sorted()
      }
    }
  }
}

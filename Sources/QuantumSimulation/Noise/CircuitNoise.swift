/// What goes wrong when a circuit runs: a ``NoiseModel``, or a device.
public protocol CircuitNoise: Hashable, Sendable {
  /// A circuit with this noise.
  ///
  /// - Precondition: there is no ``problem(with:)``.
  func applied(to circuit: VariationalCircuit) -> NoisyCircuit
  /// What keeps a circuit from being run with this noise, if anything, in a line.
  func problem(with circuit: VariationalCircuit) -> String?
}

extension NoiseModel: CircuitNoise {
  /// What is wrong with the numbers, whatever the circuit.
  public func problem(with circuit: VariationalCircuit) -> String? { problem }
}

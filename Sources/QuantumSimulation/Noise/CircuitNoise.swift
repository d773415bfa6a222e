/// What goes wrong when a circuit runs: a ``NoiseModel``, or a device.
public protocol CircuitNoise: Hashable, Sendable {
  /// A circuit with this noise.
  ///
  /// - Precondition: there is no ``problem(with:)``.
  func applied(to circuit: VariationalCircuit) -> NoisyCircuit
  /// What keeps a circuit from being run with this noise, if anything, in a line.
  func problem(with circuit: VariationalCircuit) -> String?
}

extension CircuitNoise {
  /// Nothing, unless the noise says otherwise.
  public func problem(with circuit: VariationalCircuit) -> String? { nil }
}

extension NoiseModel: CircuitNoise {}

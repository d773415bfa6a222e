/// What goes wrong when a circuit runs: a ``NoiseModel``, or a device.
public protocol CircuitNoise: Hashable, Sendable {
  /// A circuit with this noise.
  func applied(to circuit: VariationalCircuit) -> NoisyCircuit
}

extension NoiseModel: CircuitNoise {}

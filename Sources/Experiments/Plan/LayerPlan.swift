import NeuralNetworks

/// A layer of a student, without the sizes that follow from its neighbours.
public enum LayerPlan: Sendable, Hashable {
  /// A dense layer, followed by an activation if there is one. `weightScale` widens its initial weights.
  case dense(units: Int, bias: Bool = true, activation: Activation? = nil, weightScale: Double = 1)

  /// A variational circuit.
  case circuit(CircuitPlan)
}

/// As `{"dense": {"units": 4, ...}}` or `{"circuit": {"ansatz": ..., ...}}`; what has a default may be left out.
extension LayerPlan: Codable {
  private enum CodingKeys: CodingKey {
    case dense, circuit
  }

  private enum DenseKeys: CodingKey {
    case units, bias, activation, weightScale
  }

  /// Decodes a layer.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch container.allKeys {
    case [.circuit]: self = .circuit(try container.decode(CircuitPlan.self, forKey: .circuit))
    case [.dense]:
      let settings = try container.nestedContainer(keyedBy: DenseKeys.self, forKey: .dense)
      self = .dense(
        units: try settings.decode(Int.self, forKey: .units),
        bias: try settings.decodeIfPresent(Bool.self, forKey: .bias) ?? true,
        activation: try settings.decodeIfPresent(Activation.self, forKey: .activation),
        weightScale: try settings.decodeIfPresent(Double.self, forKey: .weightScale) ?? 1)
    default:
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "a layer is either {\"dense\": ...} or {\"circuit\": ...}"))
    }
  }

  /// Encodes a layer, its defaults written out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .circuit(let circuit): try container.encode(circuit, forKey: .circuit)
    case .dense(let units, let bias, let activation, let weightScale):
      var settings = container.nestedContainer(keyedBy: DenseKeys.self, forKey: .dense)
      try settings.encode(units, forKey: .units)
      try settings.encode(bias, forKey: .bias)
      try settings.encodeIfPresent(activation, forKey: .activation)
      try settings.encode(weightScale, forKey: .weightScale)
    }
  }
}

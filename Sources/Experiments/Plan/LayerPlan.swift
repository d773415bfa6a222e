import NeuralNetworks

/// A layer of a student, without the sizes that follow from its neighbours.
public enum LayerPlan: Sendable, Hashable {
  /// A dense layer, followed by an activation if there is one. `weightScale` widens its initial weights.
  case dense(
    units: Units, bias: Bool = true, activation: Activation? = nil, weightScale: Double = 1)

  /// A variational circuit.
  case circuit(CircuitPlan)

  /// How many units a dense layer has.
  public enum Units: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// So many.
    case count(Int)
    /// As many as the data have classes.
    case classes

    /// So many.
    public init(integerLiteral value: Int) { self = .count(value) }

    /// The number, for data of so many classes.
    func count(classCount: Int) -> Int {
      switch self {
      case .count(let count): count
      case .classes: classCount
      }
    }
  }
}

/// As a number, or `classes`.
extension LayerPlan.Units: Codable {
  /// Decodes a number of units.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      self = .count(count)
    } else if (try? container.decode(String.self)) == "classes" {
      self = .classes
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "it must be a whole number, or classes")
    }
  }

  /// Encodes the number of units.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .count(let count): try container.encode(count)
    case .classes: try container.encode("classes")
    }
  }
}

/// As `{"dense": {"units": 4, ...}}` or `{"circuit": {"ansatz": ..., ...}}`; what has a default may be left out.
extension LayerPlan: Codable {
  private enum CodingKeys: String, PlanChoice {
    case dense, circuit

    static let kind = "layer"
  }

  private enum DenseKeys: CodingKey {
    case units, bias, activation, weightScale
  }

  /// Decodes a layer.
  public init(from decoder: any Decoder) throws {
    let (choice, container) = try decoder.choice(CodingKeys.self)
    switch choice {
    case .circuit: self = .circuit(try container.decode(CircuitPlan.self, forKey: .circuit))
    case .dense:
      let settings = try container.nestedContainer(keyedBy: DenseKeys.self, forKey: .dense)
      self = .dense(
        units: try settings.decode(Units.self, forKey: .units),
        bias: try settings.decodeIfPresent(Bool.self, forKey: .bias) ?? true,
        activation: try settings.decodeIfPresent(Activation.self, forKey: .activation),
        weightScale: try settings.decodeIfPresent(Double.self, forKey: .weightScale) ?? 1)
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

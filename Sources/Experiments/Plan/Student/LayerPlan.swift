import NeuralNetworks

/// A layer of a student, without the sizes that follow from its neighbours.
public enum LayerPlan: Sendable, Hashable {
  /// A dense layer, followed by an activation if there is one.
  case dense(DensePlan)
  /// A variational circuit.
  case circuit(CircuitPlan)
  /// A trainable scale.
  case scale(ScalePlan)

  /// A dense layer, followed by an activation if there is one. `weightScale` widens its initial weights.
  public static func dense(
    units: Units, bias: Bool = true, activation: Activation? = nil, weightScale: Double = 1
  ) -> LayerPlan {
    .dense(
      DensePlan(units: units, bias: bias, activation: activation, weightScale: weightScale))
  }

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

/// As `{"dense": {"units": 4, ...}}`, `{"circuit": {"ansatz": ..., ...}}` or `{"scale": {"initial": 4}}`.
extension LayerPlan: Codable {
  private enum CodingKeys: String, PlanChoice {
    case dense, circuit, scale

    static let kind = "layer"
  }

  /// Decodes a layer.
  public init(from decoder: any Decoder) throws {
    let (choice, container) = try decoder.choice(CodingKeys.self)
    switch choice {
    case .dense: self = .dense(try container.decode(DensePlan.self, forKey: .dense))
    case .circuit: self = .circuit(try container.decode(CircuitPlan.self, forKey: .circuit))
    case .scale: self = .scale(try container.decode(ScalePlan.self, forKey: .scale))
    }
  }

  /// Encodes a layer, its defaults written out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .dense(let dense): try container.encode(dense, forKey: .dense)
    case .circuit(let circuit): try container.encode(circuit, forKey: .circuit)
    case .scale(let scale): try container.encode(scale, forKey: .scale)
    }
  }
}

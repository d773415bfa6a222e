import NeuralNetworks

/// A dense layer, followed by an activation if there is one.
public struct DensePlan: Sendable, Hashable {
  /// How many units the layer has.
  public var units: LayerPlan.Units
  /// Whether there is a bias.
  public var bias: Bool
  /// What follows.
  public var activation: Activation?
  /// How initial weights and biases are drawn.
  public var initial: DenseInitializer.Scheme
  /// What initial weights are multiplied by.
  public var weightScale: Double

  /// A layer.
  public init(
    units: LayerPlan.Units, bias: Bool = true, activation: Activation? = nil,
    initial: DenseInitializer.Scheme = .uniformFanIn, weightScale: Double = 1
  ) {
    self.units = units
    self.bias = bias
    self.activation = activation
    self.initial = initial
    self.weightScale = weightScale
  }
}

/// As `{"units": 4, ...}`; all but the units may be left out.
extension DensePlan: Codable {
  private enum CodingKeys: CodingKey {
    case units, bias, activation, initial, weightScale
  }

  /// Decodes a layer.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(units: try container.decode(LayerPlan.Units.self, forKey: .units))
    bias = try container.decodeIfPresent(Bool.self, forKey: .bias) ?? bias
    activation = try container.decodeIfPresent(Activation.self, forKey: .activation)
    initial =
      try container.decodeIfPresent(DenseInitializer.Scheme.self, forKey: .initial) ?? initial
    weightScale = try container.decodeIfPresent(Double.self, forKey: .weightScale) ?? weightScale
  }
}

extension DenseInitializer.Scheme: PlanName {
  /// `initialiser`
  public static let kind = "initialiser"
}

/// A trainable scale: see ``Scale``.
public struct ScalePlan: Sendable, Hashable {
  /// What scales start from.
  public var initial: Double
  /// Whether each number has a scale of its own.
  public var perUnit: Bool

  /// A scale.
  public init(initial: Double = 1, perUnit: Bool = false) {
    self.initial = initial
    self.perUnit = perUnit
  }
}

/// As `{"initial": 4, "perUnit": false}`; both may be left out.
extension ScalePlan: Codable {
  private enum CodingKeys: CodingKey {
    case initial, perUnit
  }

  /// Decodes a scale.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    initial = try container.decodeIfPresent(Double.self, forKey: .initial) ?? initial
    perUnit = try container.decodeIfPresent(Bool.self, forKey: .perUnit) ?? perUnit
  }
}

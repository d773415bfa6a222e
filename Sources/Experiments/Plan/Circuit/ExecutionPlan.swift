import QuantumSimulation

/// How circuits are run: ideally, unless something else is said. In a plan these are keys of `training:`, or of an objective.
public struct ExecutionPlan: Sendable, Hashable {
  /// What goes wrong; `nil` for nothing.
  public var noise: NoisePlan?
  /// How often each circuit is measured; `nil` for exact expectation values.
  public var shots: Int?
  /// How derivatives are found from shots.
  public var gradient: ShotGradient
  /// How many trajectories stand for a noisy state of many qubits.
  public var trajectories: Int

  /// How many trajectories a training step takes for a sample, unless something else is said: each step draws others.
  public static let usualTrajectories = 8

  /// A way to run circuits.
  public init(
    noise: NoisePlan? = nil, shots: Int? = nil, gradient: ShotGradient = .parameterShift,
    trajectories: Int = usualTrajectories
  ) {
    self.noise = noise
    self.shots = shots
    self.gradient = gradient
    self.trajectories = trajectories
  }

  /// As circuits are simulated without devices in mind.
  public static let ideal = ExecutionPlan()

  /// Whether nothing goes wrong, and expectation values are exact.
  public var isIdeal: Bool { noise == nil && shots == nil }

  /// Makes sure that the numbers make sense, and that each has something to say: what has not would not be written out.
  func check(place: String) throws(PlanError) {
    if let shots, shots < 1 { throw PlanError("\(place).shots", "\(shots); at least 1 is needed") }
    guard trajectories >= 1 else {
      throw PlanError("\(place).trajectories", "\(trajectories); at least 1 is needed")
    }
    guard shots != nil || gradient == .parameterShift else {
      throw PlanError(
        "\(place).gradient", "it is how derivatives are found from shots: say how many, shots")
    }
    guard noise != nil || trajectories == Self.usualTrajectories else {
      throw PlanError(
        "\(place).trajectories", "they stand for a noisy state: say what goes wrong, noise")
    }
    if case .numbers(let numbers)? = noise { _ = try numbers.makeModel(place: "\(place).noise") }
    if case .spsa(let step, let directions) = gradient {
      guard step > 0, step.isFinite, directions >= 1 else {
        throw PlanError(
          "\(place).gradient.spsa",
          "a step of \(step) in \(directions) directions; give a positive step and at least one")
      }
    }
  }
}

/// As `{noise: fake_manila, shots: 100, gradient: {spsa: {step: 0.2}}}`, all of which may be left out.
extension ExecutionPlan: Codable {
  private enum CodingKeys: CodingKey {
    case noise, shots, gradient, trajectories
  }

  /// Decodes a way to run circuits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      noise: try container.decodeIfPresent(NoisePlan.self, forKey: .noise),
      shots: try container.decodeIfPresent(Int.self, forKey: .shots),
      gradient: try container.decodeIfPresent(ShotGradient.self, forKey: .gradient)
        ?? .parameterShift,
      trajectories: try container.decodeIfPresent(Int.self, forKey: .trajectories)
        ?? Self.usualTrajectories)
  }

  /// Encodes what is not ideal.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(noise, forKey: .noise)
    try container.encodeIfPresent(shots, forKey: .shots)
    if shots != nil { try container.encode(gradient, forKey: .gradient) }
    if noise != nil { try container.encode(trajectories, forKey: .trajectories) }
  }
}

/// As `parameter-shift` or `{"spsa": {"step": 0.2, "directions": 1}}`.
extension ShotGradient: Codable {
  private enum Name: String, PlanName {
    case parameterShift = "parameter-shift"
    case spsa

    static let kind = "gradient"
  }

  private enum CodingKeys: String, PlanChoice {
    case spsa

    static let kind = "gradient"
  }

  private enum Numbers: CodingKey {
    case step, directions
  }

  private static let usualStep = 0.2

  /// Decodes a method.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.singleValueContainer(),
      (try? container.decode(String.self)) != nil
    {
      self = try container.decode(Name.self) == .spsa ? .spsa() : .parameterShift
      return
    }
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let numbers = try container.nestedContainer(keyedBy: Numbers.self, forKey: choice)
    self = .spsa(
      step: try numbers.decodeIfPresent(Double.self, forKey: .step) ?? Self.usualStep,
      directions: try numbers.decodeIfPresent(Int.self, forKey: .directions) ?? 1)
  }

  /// Encodes the method.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .parameterShift: try Name.parameterShift.rawValue.encode(to: encoder)
    case .spsa(let step, let directions):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var numbers = container.nestedContainer(keyedBy: Numbers.self, forKey: .spsa)
      try numbers.encode(step, forKey: .step)
      try numbers.encode(directions, forKey: .directions)
    }
  }
}

/// How a circuit's initial angles are drawn: see ``CircuitInitializer``.
public enum InitialAnglesPlan: Sendable, Hashable {
  /// Uniform in a range, in radians.
  case uniform(from: Double = 0, to: Double = 2 * .pi)
  /// Normal around 0.
  case normal(deviation: Double)
  /// Each layer of a mirrored ansatz is undone by its inverse.
  case identityBlocks
  /// The numbers that a program in OpenQASM says, whose rotations are trained.
  case asWritten

  /// Makes sure that the numbers make sense.
  func check(_ ansatz: AnsatzPlan, place: String) throws(PlanError) {
    switch self {
    case .uniform(let start, let end):
      guard start < end, start.isFinite, end.isFinite else {
        throw PlanError(place, "from \(start) to \(end); the second must be larger")
      }
    case .normal(let deviation):
      guard deviation >= 0, deviation.isFinite else {
        throw PlanError(place, "a deviation of \(deviation); it must be a number from 0 upwards")
      }
    case .identityBlocks:
      guard ansatz.mirrored else {
        throw PlanError(
          place, "identity-blocks need layers with their inverses: say ansatz.mirrored: true")
      }
    case .asWritten:
      guard let program = ansatz.program, program.trainable == .rotations, !ansatz.mirrored else {
        throw PlanError(
          place,
          "as-written needs a program with its numbers: ansatz.openqasm with trainable: rotations")
      }
      guard !program.writtenAngles.contains(nil) else {
        throw PlanError(
          place,
          "as-written needs a number for every angle, and the program has trainable variables")
      }
    }
  }
}

/// As `uniform`, `identity-blocks`, `as-written`, `{"uniform": {"from": 0, "to": 1}}` or `{"normal": {"deviation": 0.1}}`.
extension InitialAnglesPlan: Codable {
  private enum Name: String, PlanName {
    case uniform
    case identityBlocks = "identity-blocks"
    case asWritten = "as-written"

    static let kind = "initialiser"
  }

  private enum CodingKeys: String, PlanChoice {
    case uniform, normal

    static let kind = "initialiser"
  }

  private enum Numbers: CodingKey {
    case from, to, deviation
  }

  /// Decodes an initialiser.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.singleValueContainer(),
      (try? container.decode(String.self)) != nil
    {
      switch try container.decode(Name.self) {
      case .uniform: self = .uniform()
      case .identityBlocks: self = .identityBlocks
      case .asWritten: self = .asWritten
      }
      return
    }
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let numbers = try container.nestedContainer(keyedBy: Numbers.self, forKey: choice)
    switch choice {
    case .uniform:
      self = .uniform(
        from: try numbers.decode(Double.self, forKey: .from),
        to: try numbers.decode(Double.self, forKey: .to))
    case .normal:
      self = .normal(deviation: try numbers.decode(Double.self, forKey: .deviation))
    }
  }

  /// Encodes the initialiser.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .uniform(from: 0, to: 2 * .pi): try Name.uniform.rawValue.encode(to: encoder)
    case .identityBlocks: try Name.identityBlocks.rawValue.encode(to: encoder)
    case .asWritten: try Name.asWritten.rawValue.encode(to: encoder)
    case .uniform(let start, let end):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var numbers = container.nestedContainer(keyedBy: Numbers.self, forKey: .uniform)
      try numbers.encode(start, forKey: .from)
      try numbers.encode(end, forKey: .to)
    case .normal(let deviation):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var numbers = container.nestedContainer(keyedBy: Numbers.self, forKey: .normal)
      try numbers.encode(deviation, forKey: .deviation)
    }
  }
}

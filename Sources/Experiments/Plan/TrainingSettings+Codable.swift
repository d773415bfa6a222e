import Arithmetic
import Distillation

/// As `{"optimizer": {"adam": {"rate": 0.01}}, "epochs": 1000, "batch": 32, ...}`; all but the optimizer and either epochs
/// or steps may be left out.
extension TrainingSettings: Codable {
  private enum CodingKeys: CodingKey {
    case optimizer, epochs, steps, batch, dropRemainder, precision
  }

  /// Decodes settings.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let length: TrainingLength
    if container.contains(.steps) {
      if container.contains(.epochs) {
        throw DecodingError.dataCorruptedError(
          forKey: .steps, in: container,
          debugDescription: "a training is so many epochs long or so many steps: give one of them")
      }
      length = .steps(try container.decode(Int.self, forKey: .steps))
    } else {
      length = .epochs(try container.decode(Int.self, forKey: .epochs))
    }
    self.init(
      optimizer: try container.decode(OptimizerSettings.self, forKey: .optimizer), length: length)
    batch = try container.decodeIfPresent(Int.self, forKey: .batch) ?? batch
    dropRemainder =
      try container.decodeIfPresent(Bool.self, forKey: .dropRemainder) ?? dropRemainder
    precision = try container.decodeIfPresent(Precision.self, forKey: .precision) ?? precision
  }

  /// Encodes all settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(optimizer, forKey: .optimizer)
    switch length {
    case .epochs(let count): try container.encode(count, forKey: .epochs)
    case .steps(let count): try container.encode(count, forKey: .steps)
    }
    try container.encode(batch, forKey: .batch)
    try container.encode(dropRemainder, forKey: .dropRemainder)
    try container.encode(precision, forKey: .precision)
  }
}

/// As `{"adam": {"rate": 0.01}}` or `{"sgd": {"rate": 0.1, "momentum": 0.9}}`.
extension OptimizerSettings: Codable {
  private enum CodingKeys: String, PlanChoice {
    case adam, sgd

    static let kind = "optimizer"
  }

  private enum Numbers: CodingKey {
    case rate, momentum
  }

  /// Decodes an optimiser.
  public init(from decoder: any Decoder) throws {
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let numbers = try container.nestedContainer(keyedBy: Numbers.self, forKey: choice)
    let rate = try numbers.decode(Double.self, forKey: .rate)
    self =
      switch choice {
      case .adam: .adam(rate: rate)
      case .sgd:
        .sgd(rate: rate, momentum: try numbers.decodeIfPresent(Double.self, forKey: .momentum) ?? 0)
      }
  }

  /// Encodes the optimiser.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .adam(let rate):
      var numbers = container.nestedContainer(keyedBy: Numbers.self, forKey: .adam)
      try numbers.encode(rate, forKey: .rate)
    case .sgd(let rate, let momentum):
      var numbers = container.nestedContainer(keyedBy: Numbers.self, forKey: .sgd)
      try numbers.encode(rate, forKey: .rate)
      try numbers.encode(momentum, forKey: .momentum)
    }
  }
}

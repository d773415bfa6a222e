import Arithmetic
import Distillation

/// As `{"optimizer": {"adam": {"rate": 0.01}}, "epochs": 1000, "batch": 32, ...}`; all but the optimizer and either epochs
/// or steps may be left out.
extension TrainingSettings: Codable {
  private enum CodingKeys: CodingKey {
    case optimizer, epochs, steps, batch, dropRemainder, clip, select, earlyStopping, validateEvery
    case precision
  }

  /// Decodes settings.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let length: TrainingLength
    if let steps = try container.decodeIfPresent(Int.self, forKey: .steps) {
      if try container.decodeIfPresent(Int.self, forKey: .epochs) != nil {
        throw DecodingError.dataCorruptedError(
          forKey: .steps, in: container,
          debugDescription: "a training is so many epochs long or so many steps: give one of them")
      }
      length = .steps(steps)
    } else {
      length = .epochs(try container.decode(Int.self, forKey: .epochs))
    }
    self.init(
      optimizer: try container.decode(OptimizerSettings.self, forKey: .optimizer), epochs: 0)
    self.length = length
    batch = try container.decodeIfPresent(Int.self, forKey: .batch) ?? batch
    dropRemainder =
      try container.decodeIfPresent(Bool.self, forKey: .dropRemainder) ?? dropRemainder
    clip = try container.decodeIfPresent(Double.self, forKey: .clip)
    if let name = try? container.decodeIfPresent(String.self, forKey: .select),
      name.split(whereSeparator: { !$0.isLetter }).contains("test")
    {
      throw DecodingError.dataCorruptedError(
        forKey: .select, in: container,
        debugDescription:
          "nothing is chosen on the test part, which is looked at once, at the end; known: \(Selection.list)"
      )
    }
    selection = try container.decodeIfPresent(Selection.self, forKey: .select) ?? selection
    earlyStopping = try container.decodeIfPresent(EarlyStopping.self, forKey: .earlyStopping)
    validationInterval =
      try container.decodeIfPresent(Int.self, forKey: .validateEvery) ?? validationInterval
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
    try container.encodeIfPresent(clip, forKey: .clip)
    try container.encode(selection, forKey: .select)
    try container.encodeIfPresent(earlyStopping, forKey: .earlyStopping)
    try container.encode(validationInterval, forKey: .validateEvery)
    try container.encode(precision, forKey: .precision)
  }
}

extension Selection: PlanName {
  /// `selection`
  public static let kind = "selection"
}

/// As `{"adam": {"rate": 0.01}}`, `{"adamW": {"rate": 0.01}}`, `{"sgd": {"rate": 0.1, "momentum": 0.9}}` or `{"lbfgs": {}}`.
extension OptimizerSettings: Codable {
  private enum CodingKeys: String, PlanChoice {
    case adam, adamW, sgd, lbfgs

    static let kind = "optimizer"
  }

  private enum Numbers: CodingKey {
    case rate, momentum, weightDecay, history
  }

  /// Decodes an optimiser.
  public init(from decoder: any Decoder) throws {
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let numbers = try container.nestedContainer(keyedBy: Numbers.self, forKey: choice)
    func rate() throws -> Schedule { try numbers.decode(Schedule.self, forKey: .rate) }
    let decay =
      choice == .lbfgs ? nil : try numbers.decodeIfPresent(Double.self, forKey: .weightDecay)
    self =
      switch choice {
      case .adam: .adam(rate: try rate(), weightDecay: decay ?? 0)
      case .adamW: .adamW(rate: try rate(), weightDecay: decay ?? 0.01)
      case .sgd:
        .sgd(
          rate: try rate(),
          momentum: try numbers.decodeIfPresent(Double.self, forKey: .momentum) ?? 0,
          weightDecay: decay ?? 0)
      case .lbfgs:
        .lbfgs(history: try numbers.decodeIfPresent(Int.self, forKey: .history) ?? 10)
      }
  }

  /// Encodes the optimiser.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let key: CodingKeys =
      switch self {
      case .adam: .adam
      case .adamW: .adamW
      case .sgd: .sgd
      case .lbfgs: .lbfgs
      }
    var numbers = container.nestedContainer(keyedBy: Numbers.self, forKey: key)
    switch self {
    case .adam(let rate, let decay), .adamW(let rate, let decay):
      try numbers.encode(rate, forKey: .rate)
      try numbers.encode(decay, forKey: .weightDecay)
    case .sgd(let rate, let momentum, let decay):
      try numbers.encode(rate, forKey: .rate)
      try numbers.encode(momentum, forKey: .momentum)
      try numbers.encode(decay, forKey: .weightDecay)
    case .lbfgs(let history):
      try numbers.encode(history, forKey: .history)
    }
  }
}

import Distillation

/// What one training run left: a teacher's, or a student's in one arm. One file in a run folder.
public struct RunRecord: Sendable, Hashable, Codable {
  /// What was run: all that the outcome depends on.
  public internal(set) var identity: RunIdentity
  /// What came of it: the same bits whenever and wherever it is run on such a machine.
  public let outcome: RunOutcome
  /// What it was run on.
  public let machine: Machine
  /// How long it took, in seconds.
  public let seconds: Double
  /// How the trained model does under noise and with few shots, if a plan has asked.
  public internal(set) var robustness: RunRobustness?

  /// The trained run, if it is one.
  public var trained: TrainedRun? {
    if case .trained(let run) = outcome { run } else { nil }
  }
}

/// What came of a run.
public enum RunOutcome: Sendable, Hashable, Codable {
  /// The model was trained and evaluated.
  case trained(run: TrainedRun)
  /// Training failed, for this reason.
  case failed(reason: String)
}

/// A trained model and how it does.
public struct TrainedRun: Sendable, Hashable, Codable {
  /// How the model does on the test part.
  public let evaluation: Evaluation
  /// The macro-F1 on the validation part, by which seeds and settings may be chosen; `nil` without such a part.
  public let validationMacroF1: Double?
  /// The trained parameters.
  public let parameters: [Double]
  /// The mean loss of the last epoch, in nats; `nil` without an epoch.
  public let finalLoss: Double?
  /// How the training went.
  public let curve: LearningCurve

  init(
    _ trained: TrainedParameters, _ evaluation: Evaluation, validationMacroF1: Double? = nil
  ) {
    self.evaluation = evaluation
    self.validationMacroF1 = validationMacroF1
    parameters = trained.parameters
    finalLoss = trained.losses.last
    curve = trained.curve
  }
}

extension TrainedRun {
  private enum CodingKeys: CodingKey {
    case evaluation, validationMacroF1, parameters, finalLoss, curve
  }

  /// Decodes a run. Records that say nothing of a validation part, or of how the training went, are of an older kind, and
  /// no runs.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    evaluation = try container.decode(Evaluation.self, forKey: .evaluation)
    validationMacroF1 = try container.decode(Double?.self, forKey: .validationMacroF1)
    parameters = try container.decode([Double].self, forKey: .parameters)
    finalLoss = try container.decodeIfPresent(Double.self, forKey: .finalLoss)
    curve = try container.decode(LearningCurve.self, forKey: .curve)
  }

  /// Encodes the run; `null` for a part that is not there.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(evaluation, forKey: .evaluation)
    try container.encode(validationMacroF1, forKey: .validationMacroF1)
    try container.encode(parameters, forKey: .parameters)
    try container.encodeIfPresent(finalLoss, forKey: .finalLoss)
    try container.encode(curve, forKey: .curve)
  }
}

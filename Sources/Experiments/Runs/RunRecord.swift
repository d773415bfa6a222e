import Distillation

/// What one training run left: a teacher's, or a student's in one arm. One file in a run folder.
public struct RunRecord: Sendable, Hashable, Codable {
  /// What was run: all that the outcome depends on.
  public let identity: RunIdentity
  /// What came of it: the same bits whenever and wherever it is run on such a machine.
  public let outcome: RunOutcome
  /// What it was run on.
  public let machine: Machine
  /// How long it took, in seconds.
  public let seconds: Double

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
  /// The trained parameters.
  public let parameters: [Double]
  /// The mean loss of the last epoch, in nats; `nil` without an epoch.
  public let finalLoss: Double?

  init(_ trained: TrainedParameters, _ evaluation: Evaluation) {
    self.evaluation = evaluation
    parameters = trained.parameters
    finalLoss = trained.losses.last
  }
}

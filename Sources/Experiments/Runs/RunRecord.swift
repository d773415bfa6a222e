import Distillation

/// What one training run left: a teacher's, or a student's in one arm. One file in a run folder.
public struct RunRecord: Sendable, Hashable, Codable {
  /// What was run: all that the numbers depend on.
  public let identity: RunIdentity
  /// How the trained model does on the test part; `nil` if training failed.
  public let evaluation: Evaluation?
  /// Why training failed, if it did.
  public let failure: String?
  /// The trained parameters; empty if training failed.
  public let parameters: [Double]
  /// The mean loss of the last epoch, in nats; `nil` if training failed.
  public let finalLoss: Double?

  init(_ identity: RunIdentity, _ trained: TrainedParameters, _ evaluation: Evaluation) {
    self.identity = identity
    self.evaluation = evaluation
    failure = nil
    parameters = trained.parameters
    finalLoss = trained.losses.last
  }

  init(_ identity: RunIdentity, _ failure: some Error) {
    self.identity = identity
    evaluation = nil
    self.failure = "\(failure)"
    parameters = []
    finalLoss = nil
  }
}

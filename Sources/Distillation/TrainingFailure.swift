/// A training run that went astray.
public enum TrainingFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The model cannot take a sample: which, and why.
  case sample(String)
  /// The labels lack something that the objective needs: what.
  case labels(String)
  /// The loss of a step in this epoch (from 0) is not a finite number.
  case loss(Double, epoch: Int)
  /// The last step left parameters that are not finite numbers.
  case parameters
  /// The trained model gives logits that are not finite numbers.
  case logits
  /// The teacher's training failed, so that there is nobody to learn from.
  case teacher

  /// The failure in one line: what happened, and what may help.
  public var description: String {
    let remedy = "; a smaller learning rate may help"
    return switch self {
    case .sample(let problem), .labels(let problem): problem
    case .loss(let loss, let epoch):
      // Its sign depends on the instructions.
      "the loss became \(loss.isNaN ? "nan" : "\(loss)") in epoch \(epoch)" + remedy
    case .parameters: "the last step's parameters overflowed" + remedy
    case .logits: "the trained model's logits overflow" + remedy
    case .teacher: "the teacher's training failed"
    }
  }
}

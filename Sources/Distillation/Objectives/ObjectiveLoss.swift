import Arithmetic
import HybridModels
import RandomStreams

/// What computes an objective in one training: its terms' losses, and what they need together.
final class ObjectiveLoss {
  /// Where the losses look in the student beside the logits.
  let taps: [ModelTap]
  /// Which of the teacher's numbers they look at beside its logits.
  let teacherFeatures: [FeatureChoice]
  /// Whether a batch cannot be divided.
  let isOfWholeBatch: Bool
  /// How many parameters the losses have of their own.
  let parameterCount: Int

  private let losses: [(loss: any TermLoss, own: Range<Int>)]

  /// - Throws: `TrainingFailure` if the training set lacks what a term needs.
  init(_ objective: Objective, _ training: LossContext) throws(TrainingFailure) {
    var losses: [(loss: any TermLoss, own: Range<Int>)] = []
    var end = 0
    for term in objective.terms {
      let loss = try term.makeLoss(training)
      precondition(
        loss.isOfWholeBatch || loss.parameterCount == 0,
        "\(type(of: term).name): parts of a batch would write to the same numbers")
      losses.append((loss, end..<end + loss.parameterCount))
      end += loss.parameterCount
    }
    self.losses = losses
    parameterCount = end
    var taps: [ModelTap] = []
    for tap in losses.flatMap(\.loss.taps) where !taps.contains(tap) { taps.append(tap) }
    self.taps = taps
    teacherFeatures = Array(objective.teacherFeatures)
    isOfWholeBatch = losses.contains { $0.loss.isOfWholeBatch }
  }

  /// Draws the initial values of the losses' own parameters, `[parameterCount]`.
  func initialParameters(from stream: inout RandomStream) -> [Double] {
    losses.flatMap { $0.loss.initialParameters(from: &stream) }
  }

  /// The loss of a batch, or a part of one. Its derivatives are written to the batch's gradients; those by the losses' own
  /// parameters are added to `ownGradient`, `[parameterCount]`.
  func compute(
    _ batch: ObjectiveBatch, own parameters: UnsafeBufferPointer<Double>,
    ownGradient: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    batch.logitsGradient.clear()
    for tap in batch.features.taps { tap.tables.gradient.clear() }
    var batch = batch
    var sum = 0.0
    for (loss, own) in losses {
      if !own.isEmpty {
        batch.ownParameters = UnsafeBufferPointer(rebasing: parameters[own])
        batch.ownGradient = UnsafeMutableBufferPointer(rebasing: ownGradient[own])
      }
      sum += loss.addLoss(batch)
    }
    return sum
  }
}

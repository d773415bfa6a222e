import NeuralNetworks
import RandomStreams

/// A training run between two epochs: everything that the rest of it depends on. A run that goes on from it ends with the
/// same bits as one that was never stopped.
public struct TrainingCheckpoint: Sendable, Hashable, Codable {
  /// The mean loss of each epoch that is done.
  public let losses: [Double]
  /// The model's parameters, then the objective's own.
  public let parameters: [Double]
  /// The optimiser's state.
  public let optimizer: OptimizerState
  /// Where the order of samples comes from.
  public let batches: RandomStream
  /// The order of the samples in the last epoch: the next one shuffles it.
  public let order: [Int]
}

extension TrainingRun {
  /// The run as it is now, after epochs with these losses.
  func checkpoint(losses: [Double]) -> TrainingCheckpoint {
    TrainingCheckpoint(
      losses: losses, parameters: allParameters, optimizer: optimizer.state, batches: batches,
      order: order)
  }

  /// Whether this run can go on from a checkpoint.
  func accepts(_ checkpoint: TrainingCheckpoint) -> Bool {
    let state = optimizer.state
    return checkpoint.parameters.count == allParameters.count
      && checkpoint.optimizer.vectors.map(\.count) == state.vectors.map(\.count)
      && checkpoint.order.sorted() == Array(order.indices)
  }

  /// Goes on from a checkpoint.
  ///
  /// - Precondition: ``accepts(_:)``
  func resume(_ checkpoint: TrainingCheckpoint) {
    precondition(accepts(checkpoint), "a checkpoint of another run")
    allParameters = checkpoint.parameters
    optimizer.state = checkpoint.optimizer
    batches = checkpoint.batches
    order = checkpoint.order
    epoch = checkpoint.losses.count
  }
}

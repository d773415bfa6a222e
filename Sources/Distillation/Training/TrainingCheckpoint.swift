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
  /// When the model did best on the validation part.
  let watch: ValidationWatch
  /// The run beside it, as the only element, if there is one.
  var peer: [TrainingCheckpoint]?
}

extension TrainingRun {
  /// The run as it is now, after epochs with these losses.
  func checkpoint(losses: [Double]) -> TrainingCheckpoint {
    TrainingCheckpoint(
      losses: losses, parameters: allParameters, optimizer: optimizerState, batches: batches,
      order: order, watch: watch)
  }

  /// Whether this run can go on from a checkpoint.
  func accepts(_ checkpoint: TrainingCheckpoint) -> Bool {
    checkpoint.losses.count <= epochCount
      && checkpoint.parameters.count == allParameters.count && accepts(checkpoint.optimizer)
      && (checkpoint.watch.best.map { $0.parameters.count == parameters.count } ?? true)
      && checkpoint.order.sorted() == Array(order.indices)
  }

  /// Goes on from a checkpoint.
  ///
  /// - Precondition: ``accepts(_:)``
  func resume(_ checkpoint: TrainingCheckpoint) {
    precondition(accepts(checkpoint), "a checkpoint of another run")
    allParameters = checkpoint.parameters
    optimizerState = checkpoint.optimizer
    watch = checkpoint.watch
    batches = checkpoint.batches
    order = checkpoint.order
    epoch = checkpoint.losses.count
  }
}

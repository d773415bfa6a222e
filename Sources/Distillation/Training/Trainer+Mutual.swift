import Datasets
import HybridModels
import RandomStreams

extension Trainer {
  /// Trains this trainer's model beside a peer's, on the same batches: step by step each is taught by the other as it is then.
  ///
  /// Zhang, Xiang, Hospedales and Lu, *Deep mutual learning* (2018).
  ///
  /// - Parameters:
  ///   - peer: trains the other model; its settings' batch and length are those of this trainer.
  ///   - set: what both learn from.
  ///   - validation: what choices are made on, where the settings ask for any, and what learning curves are measured on.
  ///   - initialParameters: of both models.
  ///   - batches: where the order of samples comes from, for both.
  ///   - checkpoint: where both trainings go on, if they have been begun; one that is none of theirs is passed over.
  ///   - epochDone: called after each epoch, with a way to get a checkpoint of both trainings.
  /// - Returns: this trainer's model.
  /// - Throws: `TrainingFailure` when either training fails.
  /// - Precondition: neither optimiser needs all samples; no objective looks at a teacher's features.
  public func train(
    beside peer: Trainer, on set: TrainingSet, validation: Dataset? = nil,
    from initialParameters: (own: [Double], peer: [Double]), batches: RandomStream,
    resuming checkpoint: TrainingCheckpoint? = nil,
    epochDone: (_ checkpoint: () -> TrainingCheckpoint) -> Void = { _ in }
  ) throws(TrainingFailure) -> TrainedParameters {
    precondition(
      !settings.optimizer.needsAllSamples && !peer.settings.optimizer.needsAllSamples,
      "an optimiser that needs all samples takes no turns")
    precondition(
      settings.batch == peer.settings.batch && settings.length == peer.settings.length,
      "batches of \(settings.batch) and \(peer.settings.batch) samples, \(settings.length) and \(peer.settings.length)"
    )
    for model in [model, peer.model] {
      if let problem = model.problem(with: set.features) { throw .sample(problem) }
    }
    let run = try TrainingRun(
      self, on: set, validation: validation, from: initialParameters.own, batches: batches)
    let peerRun = try TrainingRun(
      peer, on: set, validation: validation, from: initialParameters.peer, batches: batches)
    var losses: [Double] = []
    if let checkpoint, let peerCheckpoint = checkpoint.peer?.first, run.accepts(checkpoint),
      peerRun.accepts(peerCheckpoint), peerCheckpoint.losses.count == checkpoint.losses.count
    {
      run.resume(checkpoint)
      peerRun.resume(peerCheckpoint)
      losses = checkpoint.losses
    }
    while !run.isDone {
      losses.append(try run.runEpoch(beside: peerRun))
      epochDone {
        var checkpoint = run.checkpoint(losses: losses)
        checkpoint.peer = [peerRun.checkpoint(losses: losses)]
        return checkpoint
      }
    }
    return try run.result(losses: losses)
  }
}

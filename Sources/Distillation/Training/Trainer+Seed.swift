import Datasets
import HybridModels
import RandomStreams

extension Trainer {
  /// Trains from a seed's initial parameters, in a seed's order of samples: the streams `init` and `batches` of the seed, which
  /// experiments use too. With one seed a model begins alike for every objective.
  ///
  /// - Parameters:
  ///   - set: what is learnt from.
  ///   - validation: what choices are made on, where the settings ask for any.
  ///   - seed: the seed.
  /// - Throws: `TrainingFailure`, as ``train(on:validation:from:batches:resuming:epochDone:)`` does, whose preconditions hold here
  ///   too.
  public func train(
    on set: TrainingSet, validation: Dataset? = nil, seed: UInt64
  ) throws(TrainingFailure) -> TrainedParameters {
    var initial = RandomStream(seed: seed, name: "init")
    return try train(
      on: set, validation: validation, from: model.initialParameters(from: &initial),
      batches: RandomStream(seed: seed, name: "batches"))
  }
}

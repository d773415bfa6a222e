import Arithmetic
import Datasets
import HybridModels
import RandomStreams

/// Trains a model, classical or hybrid, for an objective.
public struct Trainer: Sendable {
  /// What is trained.
  public let model: Model
  /// What for.
  public let objective: Objective
  /// How.
  public let settings: TrainingSettings
  /// With which instructions.
  public let instructionSet: InstructionSet
  /// How many threads large batches may use. The result has the same bits for any number.
  public let threadCount: Int

  /// A trainer.
  public init(
    _ model: Model, objective: Objective, settings: TrainingSettings,
    instructionSet: InstructionSet = .current, threadCount: Int = 1
  ) {
    precondition(threadCount >= 1, "\(threadCount) threads")
    self.model = model
    self.objective = objective
    self.settings = settings
    self.instructionSet = instructionSet
    self.threadCount = threadCount
  }

  /// Trains from these parameters and gives back the last ones, or those that did best on the validation part.
  ///
  /// Every epoch goes through the samples in a new random order; through those without a label only if the objective has a
  /// teacher.
  ///
  /// - Parameters:
  ///   - set: what is learnt from.
  ///   - validation: what choices are made on, where the settings ask for any, and what the learning curve is measured on.
  ///   - initialParameters: `[parameterCount]`
  ///   - batches: where the order of samples comes from. Two trainings with equal streams see the same
  ///     batches.
  ///   - checkpoint: where the training goes on, if it has been begun; one that is none of this training's is passed over.
  ///   - epochDone: called after each epoch, with a way to get a checkpoint.
  /// - Throws: `TrainingFailure` when the model cannot take a sample, the set lacks what the objective needs, or the loss or
  ///   the parameters are no longer finite numbers.
  /// - Precondition: the set has the model's features and classes, and a teacher if the objective needs one; there are
  ///   samples for choices if the settings ask for any.
  public func train(
    on set: TrainingSet, validation: Dataset? = nil, from initialParameters: [Double],
    batches: RandomStream, resuming checkpoint: TrainingCheckpoint? = nil,
    epochDone: (_ checkpoint: () -> TrainingCheckpoint) -> Void = { _ in }
  ) throws(TrainingFailure) -> TrainedParameters {
    if let problem = model.problem(with: set.features) { throw .sample(problem) }
    let run = try TrainingRun(
      self, on: set, validation: validation, from: initialParameters, batches: batches)
    var losses: [Double] = []
    if let checkpoint, run.accepts(checkpoint) {
      run.resume(checkpoint)
      losses = checkpoint.losses
    }
    while !run.isDone {
      losses.append(try run.runEpoch())
      epochDone { run.checkpoint(losses: losses) }
    }
    return try run.result(losses: losses)
  }
}

/// What training leaves.
public struct TrainedParameters: Sendable, Hashable {
  /// The parameters after the chosen epoch, `[parameterCount]`.
  public let parameters: [Double]
  /// Each epoch's mean loss over the samples it saw, `[epochs]`, in nats.
  public let losses: [Double]
  /// How many epochs had been done when the parameters were such: all of them, unless others did better on the validation
  /// part.
  public let epoch: Int
  /// How the training went.
  public let curve: LearningCurve

  /// These parameters, after these losses.
  public init(
    parameters: [Double], losses: [Double], epoch: Int? = nil, curve: LearningCurve = .init()
  ) {
    self.curve = curve
    self.parameters = parameters
    self.losses = losses
    self.epoch = epoch ?? losses.count
  }
}

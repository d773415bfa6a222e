import Arithmetic
import Datasets
import Tables
import HybridModels
import NeuralNetworks
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

  /// Trains from these parameters and gives back the last ones.
  ///
  /// Every epoch goes through the samples in a new random order.
  ///
  /// - Parameters:
  ///   - set: what is learnt from.
  ///   - initialParameters: `[parameterCount]`
  ///   - batches: where the order of samples comes from. Two trainings with equal streams see the same
  ///     batches.
  /// - Throws: `TrainingFailure` when the loss or the parameters are no longer finite numbers.
  /// - Precondition: the set has the model's features and classes, and a teacher if the objective needs one.
  public func train(
    on set: TrainingSet, from initialParameters: [Double], batches: RandomStream
  ) throws(TrainingFailure) -> TrainedParameters {
    let samples = set.samples
    precondition(
      samples.features.columnCount == model.inputCount && samples.classCount == model.classCount,
      "\(samples.features.columnCount) features and \(samples.classCount) classes for a model from "
        + "\(model.inputCount) to \(model.classCount)")
    precondition(
      !objective.needsTeacher || set.teacherLogits != nil, "an objective with a teacher needs one")

    var batches = batches
    var parameters = initialParameters
    var optimizer = settings.optimizer.makeOptimizer(parameterCount: model.parameterCount)
    let step = TrainingStep(
      model, objective, set, capacity: min(settings.batch, samples.sampleCount),
      arithmetic: Arithmetic(settings.precision, instructionSet), threadCount: threadCount)
    var order = Array(0..<samples.sampleCount)
    var losses: [Double] = []
    let trainedRanges = model.trainedRanges

    for epoch in 0..<settings.epochs {
      batches.shuffle(&order)
      var lossSum = 0.0
      var seenCount = 0
      for start in stride(from: 0, to: order.count, by: step.capacity) {
        let members = order[start..<min(start + step.capacity, order.count)]
        if settings.dropRemainder && members.count < step.capacity { break }
        let loss = step.computeGradient(of: members, parameters: parameters)
        guard loss.isFinite else { throw .loss(loss, epoch: epoch) }
        optimizer.step(
          &parameters, gradient: step.gradient.baseAddress!, training: trainedRanges)
        lossSum += loss * Double(members.count)
        seenCount += members.count
      }
      losses.append(lossSum / Double(seenCount))
    }
    guard parameters.allSatisfy(\.isFinite) else {
      throw .parameters
    }
    return TrainedParameters(parameters: parameters, losses: losses)
  }
}

/// What training leaves.
public struct TrainedParameters: Sendable, Hashable {
  /// The parameters after the last step, `[parameterCount]`.
  public let parameters: [Double]
  /// Each epoch's mean loss over the samples it saw, `[epochs]`, in nats.
  public let losses: [Double]
}

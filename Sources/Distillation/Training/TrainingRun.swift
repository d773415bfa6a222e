import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import RandomStreams
import Tables

/// A training in progress: parameters, the optimiser's state, the order of the samples, and the memory that all steps
/// share. A step of a full batch allocates none.
public final class TrainingRun {
  /// The model's parameters as they are now, and then the objective's own.
  var allParameters: [Double]
  /// How many epochs are done.
  public internal(set) var epoch = 0
  /// How many epochs there will be.
  public let epochCount: Int

  private let settings: TrainingSettings
  private let step: TrainingStep
  private let trainedRanges: [Range<Int>]
  var optimizer: any Optimizer
  var batches: RandomStream
  var order: [Int]

  /// The model's parameters as they are now, `[parameterCount]`.
  public var parameters: [Double] { Array(allParameters[..<modelParameterCount]) }
  private let modelParameterCount: Int

  /// A run at its first epoch: see ``Trainer/train(on:from:batches:)``.
  ///
  /// - Throws: `TrainingFailure` if the set lacks what the objective needs.
  public init(
    _ trainer: Trainer, on set: TrainingSet, from initialParameters: [Double],
    batches: RandomStream
  ) throws(TrainingFailure) {
    let (model, samples) = (trainer.model, set.samples)
    precondition(
      samples.features.columnCount == model.inputCount && samples.classCount == model.classCount,
      "\(samples.features.columnCount) features and \(samples.classCount) classes for a model from "
        + "\(model.inputCount) to \(model.classCount)")
    let needsTeacher = trainer.objective.needsTeacher
    precondition(
      !needsTeacher || set.teacherLogits != nil, "an objective with a teacher needs one")
    precondition(
      initialParameters.count == model.parameterCount,
      "\(initialParameters.count) numbers for \(model.parameterCount) parameters")
    settings = trainer.settings
    modelParameterCount = model.parameterCount
    self.batches = batches
    // Without a teacher there is nothing to learn from a sample without a label.
    order = Array(0..<(needsTeacher ? set.sampleCount : samples.sampleCount))
    epochCount = settings.epochs(sampleCount: order.count)
    step = try TrainingStep(
      model, trainer.objective, set, capacity: min(settings.batch, order.count),
      arithmetic: Arithmetic(settings.precision, trainer.instructionSet),
      threadCount: trainer.threadCount)
    // What the objective has of its own starts from a stream that nothing else draws from.
    var ownStream = batches.forked(name: "objective")
    allParameters = initialParameters + step.ownInitialParameters(from: &ownStream)
    trainedRanges = model.trainedRanges + [model.parameterCount..<allParameters.count]
    optimizer = settings.optimizer.makeOptimizer(
      parameterCount: allParameters.count, trainer.instructionSet)
  }

  /// Goes through the samples once, in a new random order.
  ///
  /// - Returns: the mean loss over the samples it saw.
  /// - Throws: `TrainingFailure` when the loss is no longer a finite number.
  public func runEpoch() throws(TrainingFailure) -> Double {
    batches.shuffle(&order)
    var lossSum = 0.0
    var seenCount = 0
    let stepCount = epochCount * settings.stepsPerEpoch(sampleCount: order.count)
    var stepsDone = epoch * settings.stepsPerEpoch(sampleCount: order.count)
    for start in stride(from: 0, to: order.count, by: step.capacity) {
      let members = order[start..<min(start + step.capacity, order.count)]
      if settings.dropRemainder && members.count < step.capacity { break }
      let loss = step.computeGradient(
        of: members, parameters: allParameters, progress: Double(stepsDone) / Double(stepCount))
      stepsDone += 1
      guard loss.isFinite else { throw .loss(loss, epoch: epoch) }
      optimizer.step(
        &allParameters, gradient: step.gradient.baseAddress!, training: trainedRanges)
      lossSum += loss * Double(members.count)
      seenCount += members.count
    }
    epoch += 1
    return lossSum / Double(seenCount)
  }
}

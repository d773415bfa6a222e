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
  private let model: Model
  private let validation: Dataset?
  private let features: Matrix
  private let arithmetic: Arithmetic
  private let step: TrainingStep
  private let trainedRanges: [Range<Int>]
  /// One of the two.
  private var optimizer: (any Optimizer)?
  private var search: LBFGS?
  /// Where the random numbers come from that the model draws: other ones in each step.
  private let drawKey: UInt64
  var watch = ValidationWatch()
  var batches: RandomStream
  var order: [Int]

  /// The model's parameters as they are now, `[parameterCount]`.
  public var parameters: [Double] { Array(allParameters[..<model.parameterCount]) }

  /// A run at its first epoch: see ``Trainer/train(on:validation:from:batches:resuming:epochDone:)``.
  ///
  /// - Throws: `TrainingFailure` if the set lacks what the objective needs.
  public init(
    _ trainer: Trainer, on set: TrainingSet, validation: Dataset? = nil,
    from initialParameters: [Double], batches: RandomStream
  ) throws(TrainingFailure) {
    let (model, samples) = (trainer.model, set.samples)
    precondition(
      samples.features.columnCount == model.inputCount && samples.classCount == model.classCount,
      "\(samples.features.columnCount) features and \(samples.classCount) classes for a model from "
        + "\(model.inputCount) to \(model.classCount)")
    let needsTeacher = trainer.objective.needsTeacher
    precondition(
      initialParameters.count == model.parameterCount,
      "\(initialParameters.count) numbers for \(model.parameterCount) parameters")
    precondition(
      !trainer.settings.needsValidation || (validation?.sampleCount ?? 0) > 0,
      "a training that looks at a validation part needs one")
    settings = trainer.settings
    self.model = model
    self.validation = validation
    self.batches = batches
    // Without a teacher there is nothing to learn from a sample without a label.
    order = Array(0..<(needsTeacher ? set.sampleCount : samples.sampleCount))
    epochCount = settings.epochs(sampleCount: order.count)
    features = set.features
    arithmetic = Arithmetic(settings.precision, trainer.instructionSet)
    step = try TrainingStep(
      model, trainer.objective, set, capacity: settings.stepSize(sampleCount: order.count),
      arithmetic: arithmetic, threadCount: trainer.threadCount)
    // What the objective has of its own starts from a stream that nothing else draws from.
    var ownStream = batches.forked(name: "objective")
    var drawStream = batches.forked(name: "shots")
    drawKey = drawStream.next()
    allParameters = initialParameters + step.ownInitialParameters(from: &ownStream)
    trainedRanges = model.trainedRanges + [model.parameterCount..<allParameters.count]
    optimizer = settings.optimizer.makeOptimizer(
      parameterCount: allParameters.count, trainer.instructionSet)
    search = settings.optimizer.makeSearch(parameterCount: allParameters.count)
  }

  /// Goes through the samples once, in a new random order.
  ///
  /// - Returns: the mean loss over the samples it saw.
  /// - Throws: `TrainingFailure` when the loss is no longer a finite number.
  public func runEpoch() throws(TrainingFailure) -> Double {
    defer { endEpoch() }
    return try search == nil ? takeSteps(beside: nil) : takeOneStep()
  }

  /// The same for two runs on the same samples, each taught by the other as it is at that step: this one first.
  func runEpoch(beside peer: TrainingRun) throws(TrainingFailure) -> Double {
    defer {
      endEpoch()
      peer.endEpoch()
    }
    return try takeSteps(beside: peer)
  }

  private func endEpoch() {
    epoch += 1
    guard let validation, validation.sampleCount > 0 else { return }
    var purposes: ValidationWatch.Purposes = []
    if settings.needsValidation, epoch % settings.validationInterval == 0 {
      purposes.insert(.choice)
    }
    let pointCount = LearningCurve.scoreCount(
      epochCount: epochCount, sampleCount: order.count, validationCount: validation.sampleCount)
    if LearningCurve.isPoint(epoch, of: epochCount, count: pointCount) { purposes.insert(.curve) }
    watch.look(at: model, parameters, epoch: epoch, on: validation, arithmetic, for: purposes)
  }

  /// Whether the training is over.
  public var isDone: Bool {
    if epoch >= epochCount { return true }
    guard let patience = settings.earlyStopping?.patience, let best = watch.best else {
      return false
    }
    return epoch - best.epoch >= patience
  }

  /// What the training gives back, after epochs with these losses.
  ///
  /// - Throws: `TrainingFailure` if the last step's parameters are not finite numbers.
  func result(losses: [Double]) throws(TrainingFailure) -> TrainedParameters {
    guard parameters.allSatisfy(\.isFinite) else { throw .parameters }
    let curve = LearningCurve(
      losses: losses, epochCount: epochCount,
      stepsPerEpoch: settings.stepsPerEpoch(sampleCount: order.count),
      scores: watch.curve.map { ($0.epoch, $0.macroF1) })
    guard settings.selection == .bestOnValidation, let best = watch.best else {
      return TrainedParameters(parameters: parameters, losses: losses, curve: curve)
    }
    return TrainedParameters(
      parameters: best.parameters, losses: losses, epoch: best.epoch, curve: curve)
  }

  /// How far the training has come.
  private func progress(step: Int) -> Double {
    Double(step) / Double(epochCount * settings.stepsPerEpoch(sampleCount: order.count))
  }

  private func takeSteps(beside peer: TrainingRun?) throws(TrainingFailure) -> Double {
    batches.shuffle(&order)
    var lossSum = 0.0
    var seenCount = 0
    var stepsDone = epoch * settings.stepsPerEpoch(sampleCount: order.count)
    for start in stride(from: 0, to: order.count, by: step.capacity) {
      let members = order[start..<min(start + step.capacity, order.count)]
      if settings.dropRemainder && members.count < step.capacity { break }
      let progress = progress(step: stepsDone)
      let draw = draw(step: stepsDone)
      let loss = try takeStep(
        members, progress: progress, draw: draw, taughtBy: peer?.logits(of: members, draw: draw))
      _ = try peer?.takeStep(
        members, progress: progress, draw: draw, taughtBy: logits(of: members, draw: draw))
      stepsDone += 1
      lossSum += loss * Double(members.count)
      seenCount += members.count
    }
    return lossSum / Double(seenCount)
  }

  /// Which random numbers the model draws in a step.
  private func draw(step: Int) -> RandomDraw {
    var stream = RandomStream(key: drawKey, number: UInt64(step))
    return RandomDraw(key: stream.next())
  }

  /// What the model makes of some samples now.
  private func logits(of members: ArraySlice<Int>, draw: RandomDraw) -> Matrix {
    model.logits(
      for: features.selecting(rows: Array(members)), parameters: parameters,
      arithmetic: arithmetic, draw: draw)
  }

  /// One step on a batch.
  ///
  /// - Parameter logits: what the teacher says of it, `[samples, classes]`, if that is not in the training set.
  private func takeStep(
    _ members: ArraySlice<Int>, progress: Double, draw: RandomDraw, taughtBy logits: Matrix?
  ) throws(TrainingFailure) -> Double {
    let loss = step.computeGradient(
      of: members, parameters: allParameters, progress: progress, draw: draw, taughtBy: logits)
    guard loss.isFinite else { throw .loss(loss, epoch: epoch) }
    if let norm = settings.clip { clip(step.gradient, in: trainedRanges, toNorm: norm) }
    optimizer!.step(
      &allParameters, gradient: step.gradient.baseAddress!, training: trainedRanges,
      rate: settings.optimizer.rate.value(at: progress))
    return loss
  }

  /// One step of an optimiser that looks at several points, on all samples.
  private func takeOneStep() throws(TrainingFailure) -> Double {
    let progress = progress(step: epoch)
    // The same random numbers at every point that the search looks at.
    let draw = draw(step: epoch)
    let loss = search!.step(&allParameters, training: trainedRanges) { [step, order] point in
      let loss = step.computeGradient(
        of: order[...], parameters: point, progress: progress, draw: draw)
      return (loss, Array(step.gradient[..<point.count]))
    }
    guard loss.isFinite else { throw .loss(loss, epoch: epoch) }
    return loss
  }

  /// The optimiser's state.
  var optimizerState: OptimizerState {
    get { optimizer?.state ?? search!.state }
    set {
      if optimizer == nil { search!.state = newValue } else { optimizer!.state = newValue }
    }
  }

  /// Whether this run's optimiser can have come to a state.
  func accepts(_ state: OptimizerState) -> Bool {
    guard state.vectors.allSatisfy({ $0.count == allParameters.count }) else { return false }
    if let search {
      return state.vectors.count == 2 * state.stepCount && state.stepCount <= search.history
    }
    return state.vectors.count == optimizerState.vectors.count
  }
}

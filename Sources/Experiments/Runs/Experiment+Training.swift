import Datasets
import Distillation
import HybridModels
import RandomStreams
import Tables

extension Experiment {
  /// Trains a student, beside another one if there is a peer. The order of samples depends on the seed alone, and so do initial
  /// parameters of all who are taught by the plan's teacher or an assistant: arms are paired. Without settings they are the plan's.
  func trainStudent(
    _ model: Model, beside peer: Model? = nil, objective: Objective, seed: UInt64,
    settings: TrainingSettings? = nil, set: TrainingSet, validation: Dataset? = nil,
    initialStream: String = "init", threadCount: Int = 1, checkpoints: RunCheckpoints? = nil
  ) throws(TrainingFailure) -> TrainedParameters {
    func trainer(_ model: Model) -> Trainer {
      Trainer(
        model, objective: objective, settings: settings ?? plan.training, threadCount: threadCount)
    }
    func initial(_ model: Model, _ name: String) -> [Double] {
      var stream = RandomStream(seed: seed, name: name)
      return model.initialParameters(from: &stream)
    }
    let batches = RandomStream(seed: seed, name: "batches")
    let own = initial(model, initialStream)
    guard let peer else {
      return try trainer(model).train(
        on: set, validation: validation, from: own, batches: batches,
        resuming: checkpoints?.last, epochDone: { checkpoints?.epochDone($0) })
    }
    return try trainer(model).train(
      beside: trainer(peer), on: set, validation: validation,
      from: (own, initial(peer, "init/peer")), batches: batches, resuming: checkpoints?.last,
      epochDone: { checkpoints?.epochDone($0) })
  }

  /// The macro-F1 of a trained model; `nil` on no samples.
  func macroF1(
    of model: Model, parameters: [Double], on samples: Dataset
  ) throws(TrainingFailure) -> Double? {
    guard samples.sampleCount > 0 else { return nil }
    let logits = model.logits(for: samples.features, parameters: parameters)
    guard logits.elements.allSatisfy(\.isFinite) else { throw .logits }
    return Distillation.macroF1(predictions: logits.argmaxOfRows(), labels: samples.labels)
  }
}

extension Evaluation {
  /// How logits do on labelled samples, beside a teacher's; without them, beside themselves.
  ///
  /// - Throws: `TrainingFailure` for numbers that are not finite.
  init(
    of logits: Matrix, labels: [Int], teacherLogits: Matrix? = nil
  ) throws(TrainingFailure) {
    guard logits.elements.allSatisfy(\.isFinite) else { throw .logits }
    self.init(logits: logits, teacherLogits: teacherLogits ?? logits, labels: labels)
    // Finite logits may be so far apart that their divergence is not.
    guard teacherDivergence.isFinite else { throw .logits }
  }
}

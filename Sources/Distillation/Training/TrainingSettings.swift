import Arithmetic

/// How a model is trained.
public struct TrainingSettings: Sendable, Hashable {
  /// Which optimiser, and how fast.
  public var optimizer: OptimizerSettings
  /// How long.
  public var length: TrainingLength
  /// How many samples a step looks at; all of them, if there are fewer.
  public var batch: Int
  /// Whether an epoch leaves out the samples that do not fill its last batch.
  public var dropRemainder: Bool
  /// The largest Euclidean norm of a gradient: longer ones are scaled down. `nil` for any.
  public var clip: Double?
  /// Which epoch's parameters are kept.
  public var selection: Selection
  /// When a training ends before its length; `nil` for never.
  public var earlyStopping: EarlyStopping?
  /// How often, in epochs, the validation part is looked at, where anything depends on it.
  public var validationInterval: Int
  /// The precision of the passes. Parameters and the optimiser's state are double in any case.
  public var precision: Precision

  /// These settings, for so many epochs: see ``length`` for steps.
  public init(
    optimizer: OptimizerSettings, epochs: Int, batch: Int = 32,
    dropRemainder: Bool = true, clip: Double? = nil, selection: Selection = .last,
    earlyStopping: EarlyStopping? = nil, validationInterval: Int = 1,
    precision: Precision = .single
  ) {
    self.optimizer = optimizer
    length = .epochs(epochs)
    self.clip = clip
    self.selection = selection
    self.earlyStopping = earlyStopping
    self.validationInterval = validationInterval
    self.batch = batch
    self.dropRemainder = dropRemainder
    self.precision = precision
  }

  /// Whether the training looks at a validation part.
  public var needsValidation: Bool { selection == .bestOnValidation || earlyStopping != nil }

  /// How many samples a step of so many looks at.
  public func stepSize(sampleCount: Int) -> Int {
    optimizer.needsAllSamples ? sampleCount : min(batch, sampleCount)
  }

  /// How many steps an epoch of so many samples has.
  public func stepsPerEpoch(sampleCount: Int) -> Int {
    let batch = stepSize(sampleCount: sampleCount)
    return dropRemainder ? sampleCount / batch : (sampleCount + batch - 1) / batch
  }

  /// How many epochs a training on so many samples has: with a length in steps, as many as hold them.
  public func epochs(sampleCount: Int) -> Int {
    switch length {
    case .epochs(let count): return count
    case .steps(let count):
      let perEpoch = stepsPerEpoch(sampleCount: sampleCount)
      return (count + perEpoch - 1) / perEpoch
    }
  }
}

/// How long a training is.
public enum TrainingLength: Sendable, Hashable {
  /// So many passes over the data.
  case epochs(Int)
  /// At least so many steps, in whole epochs: the same work whether or not there are samples beside the labelled ones.
  case steps(Int)
}

/// Which epoch's parameters a training gives back.
public enum Selection: String, Sendable, Hashable, CaseIterable {
  /// Those of the last one.
  case last
  /// Those that do best on the validation part: by macro-F1; by mean cross-entropy where several are equal; then the
  /// first.
  case bestOnValidation = "best-on-validation"
}

/// When a training ends before its length.
public struct EarlyStopping: Sendable, Hashable, Codable {
  /// After so many epochs in which the validation part has not done better.
  public var patience: Int

  /// Stops after so many epochs.
  public init(patience: Int) {
    self.patience = patience
  }
}

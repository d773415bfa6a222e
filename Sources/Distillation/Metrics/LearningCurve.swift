/// How a training went, at a few points of it that are the same for all trainings of one length.
public struct LearningCurve: Sendable, Hashable, Codable {
  /// How many steps were done at each point of ``losses``.
  public let steps: [Int]
  /// The mean loss of the epochs since the point before, in nats.
  public let losses: [Double]
  /// How many steps were done at each point of ``validationMacroF1``.
  public let validationSteps: [Int]
  /// The macro-F1 on the validation part; empty without such a part.
  public let validationMacroF1: [Double]

  /// At most so many points have a loss.
  static let lossLimit = 40
  /// At most so many points have a macro-F1.
  static let scoreLimit = 20

  /// The curve of no training.
  public init() {
    self.init(losses: [], epochCount: 0, stepsPerEpoch: 1, scores: [])
  }

  /// A training's curve.
  ///
  /// - Parameters:
  ///   - losses: each epoch's mean loss: fewer than `epochCount` if the training ended early.
  ///   - epochCount: how many epochs were planned.
  ///   - scores: the macro-F1 on the validation part after these epochs.
  init(
    losses: [Double], epochCount: Int, stepsPerEpoch: Int,
    scores: [(epoch: Int, macroF1: Double)]
  ) {
    var steps: [Int] = []
    var means: [Double] = []
    var start = 0
    for epoch in losses.indices.map({ $0 + 1 })
    where Self.isPoint(epoch, of: epochCount, count: Self.lossLimit) || epoch == losses.count {
      let count = Double(epoch - start)
      steps.append(epoch * stepsPerEpoch)
      means.append(losses[start..<epoch].reduce(0) { $0 + $1 / count })
      start = epoch
    }
    self.steps = steps
    self.losses = means
    validationSteps = scores.map { $0.epoch * stepsPerEpoch }
    validationMacroF1 = scores.map(\.macroF1)
  }

  /// Whether an epoch, from 1, is one of `count` points spread evenly over so many epochs: the last one always is.
  static func isPoint(_ epoch: Int, of epochCount: Int, count: Int) -> Bool {
    epoch * count / epochCount > (epoch - 1) * count / epochCount
  }

  /// How many points have a macro-F1, in a training of so many epochs of so many samples: few enough that they take little of its
  /// time, which goes three times through each sample, forth and back.
  static func scoreCount(epochCount: Int, sampleCount: Int, validationCount: Int) -> Int {
    min(scoreLimit, max(1, 3 * epochCount * sampleCount / (20 * validationCount)))
  }
}

import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import Tables

/// How well a model in training does on samples that it is not trained on, and when it did best.
struct ValidationWatch: Sendable, Hashable, Codable {
  /// The best so far; `nil` before the first look.
  private(set) var best: Best?
  /// How well it did at the points of its learning curve.
  private(set) var curve: [Point] = []

  /// How well a model did after an epoch.
  struct Point: Sendable, Hashable, Codable {
    /// How many epochs were done.
    let epoch: Int
    let macroF1: Double
  }

  /// What a look is for.
  struct Purposes: OptionSet {
    let rawValue: Int
    /// Another epoch may be the best.
    static let choice = Purposes(rawValue: 1)
    /// The learning curve has a point there.
    static let curve = Purposes(rawValue: 2)
  }

  /// A model as it was after an epoch.
  struct Best: Sendable, Hashable, Codable {
    /// How many epochs were done.
    let epoch: Int
    /// How well it did.
    let score: Score
    /// The model's parameters.
    let parameters: [Double]
  }

  /// The larger the macro-F1 the better; then the smaller the mean cross-entropy.
  struct Score: Sendable, Hashable, Codable {
    let macroF1, crossEntropy: Double

    func isBetter(than other: Score) -> Bool {
      macroF1 > other.macroF1
        || (macroF1 == other.macroF1 && crossEntropy < other.crossEntropy)
    }
  }

  /// Looks at a model after an epoch.
  mutating func look(
    at model: Model, _ parameters: [Double], epoch: Int, on samples: Dataset,
    _ arithmetic: Arithmetic, for purposes: Purposes
  ) {
    guard !purposes.isEmpty else { return }
    let logits = model.logits(
      for: samples.features, parameters: parameters, arithmetic: arithmetic)
    let macroF1 = macroF1(predictions: logits.argmaxOfRows(), labels: samples.labels)
    if purposes.contains(.curve) { curve.append(Point(epoch: epoch, macroF1: macroF1)) }
    guard purposes.contains(.choice) else { return }
    let score = Score(
      macroF1: macroF1,
      crossEntropy: -(0..<samples.sampleCount).reduce(0) {
        $0 + logSoftmax(logits[row: $1])[samples.labels[$1]]
      } / Double(samples.sampleCount))
    if let best, !score.isBetter(than: best.score) { return }
    best = Best(epoch: epoch, score: score, parameters: parameters)
  }
}

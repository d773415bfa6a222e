/// How often each class was predicted for each class, and what follows from it.
public struct ConfusionMatrix: Sendable, Hashable {
  /// `[classes, classes]`: how many samples of the row's class were taken for the column's.
  public let counts: [[Int]]

  /// Counts predicted classes beside the labels.
  ///
  /// - Precondition: as many predictions as labels, all of them classes.
  public init(predictions: [Int], labels: [Int], classCount: Int) {
    precondition(
      predictions.count == labels.count,
      "\(predictions.count) predictions for \(labels.count) labels")
    var counts = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    for (prediction, label) in zip(predictions, labels) { counts[label][prediction] += 1 }
    self.counts = counts
  }

  /// How many samples a class has.
  public func sampleCount(of index: Int) -> Int { counts[index].reduce(0, +) }

  /// How often a class was predicted.
  public func predictionCount(of index: Int) -> Int { counts.reduce(0) { $0 + $1[index] } }

  /// The share of a class's predictions that are right; 0 without predictions.
  public func precision(of index: Int) -> Double {
    ratio(counts[index][index], predictionCount(of: index))
  }

  /// The share of a class's samples that are found; 0 without samples.
  public func recall(of index: Int) -> Double {
    ratio(counts[index][index], sampleCount(of: index))
  }

  /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); 0 for a class that occurs nowhere.
  public func f1(of index: Int) -> Double {
    ratio(2 * counts[index][index], sampleCount(of: index) + predictionCount(of: index))
  }

  /// The mean recall over the classes that have samples, as scikit-learn's `balanced_accuracy_score`; 0 without any.
  public var balancedAccuracy: Double {
    let recalls = counts.indices.filter { sampleCount(of: $0) > 0 }.map(recall)
    return recalls.isEmpty ? 0 : recalls.reduce(0, +) / Double(recalls.count)
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

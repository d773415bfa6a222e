/// The macro-averaged F1 score of predicted classes: the mean over classes of
/// 2 TP / (2 TP + FP + FN).
///
/// As scikit-learn's `f1_score(average="macro", zero_division=0)`: a class that occurs neither among the
/// labels nor among the predictions is left out of the mean.
///
/// - Precondition: as many predictions as labels, at least one.
public func macroF1(predictions: [Int], labels: [Int]) -> Double {
  precondition(
    predictions.count == labels.count && !labels.isEmpty,
    "\(predictions.count) predictions for \(labels.count) labels")
  let classCount = max(predictions.max()!, labels.max()!) + 1
  var correct = [Int](repeating: 0, count: classCount)
  // TP + FP + TP + FN: how often the class was predicted plus how often it was true.
  var occurrences = [Int](repeating: 0, count: classCount)
  for (prediction, label) in zip(predictions, labels) {
    if prediction == label { correct[label] += 1 }
    occurrences[prediction] += 1
    occurrences[label] += 1
  }
  let scores = zip(correct, occurrences).filter { $0.1 > 0 }.map { 2 * Double($0) / Double($1) }
  return scores.reduce(0, +) / Double(scores.count)
}

/// The share of predictions that equal the labels: accuracy; and agreement, when the "labels" are another
/// model's predictions.
///
/// - Precondition: as many predictions as labels, at least one.
public func accuracy(predictions: [Int], labels: [Int]) -> Double {
  precondition(
    predictions.count == labels.count && !labels.isEmpty,
    "\(predictions.count) predictions for \(labels.count) labels")
  return Double(zip(predictions, labels).count { $0 == $1 }) / Double(labels.count)
}

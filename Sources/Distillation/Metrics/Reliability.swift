import NeuralNetworks
import Tables

/// How often a model is right when it is so sure: samples by their confidence (the largest probability), in bins of equal width.
///
/// Guo, Pleiss, Sun and Weinberger, *On calibration of modern neural networks* (2017). Bin b holds confidences in
/// (b / bins, (b + 1) / bins].
public struct Reliability: Sendable, Hashable, Codable {
  /// How many samples each bin has.
  public let counts: [Int]
  /// How many of them were predicted right.
  public let correct: [Int]
  /// The sum of their confidences.
  public let confidence: [Double]

  /// Sorts samples into bins.
  ///
  /// - Parameters:
  ///   - logits: `[samples, classes]`.
  ///   - labels: the true classes, `[samples]`.
  ///   - binCount: how many bins confidences from 0 to 1 are sorted into.
  /// - Precondition: a label for each row.
  public init(logits: Matrix, labels: [Int], binCount: Int = 15) {
    precondition(
      logits.rowCount == labels.count, "\(labels.count) labels for \(logits.rowCount) samples")
    var counts = [Int](repeating: 0, count: binCount)
    var correct = counts
    var confidence = [Double](repeating: 0, count: binCount)
    let predictions = logits.argmaxOfRows()
    for row in 0..<logits.rowCount {
      let largest = softmax(logits[row: row])[predictions[row]]
      let bin = min(max(Int((largest * Double(binCount)).rounded(.up)) - 1, 0), binCount - 1)
      counts[bin] += 1
      correct[bin] += predictions[row] == labels[row] ? 1 : 0
      confidence[bin] += largest
    }
    self.counts = counts
    self.correct = correct
    self.confidence = confidence
  }

  /// The expected calibration error: the mean over samples of |accuracy - mean confidence| of their bin.
  ///
  /// - Precondition: there is a sample.
  public var calibrationError: Double {
    zip(correct, confidence).reduce(0) { $0 + abs(Double($1.0) - $1.1) }
      / Double(counts.reduce(0, +))
  }
}

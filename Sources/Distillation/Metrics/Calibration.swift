import Tables
import NeuralNetworks

/// The expected calibration error: samples are sorted into bins of equal width by their confidence (the
/// largest probability); the mean over samples of |accuracy - mean confidence| of their bin.
///
/// Guo, Pleiss, Sun and Weinberger, *On calibration of modern neural networks* (2017). Bin b holds
/// confidences in (b / bins, (b + 1) / bins].
///
/// - Parameter logits: `[samples, classes]`
/// - Precondition: a label for each row, at least one.
public func expectedCalibrationError(logits: Matrix, labels: [Int], binCount: Int = 15) -> Double {
  precondition(
    logits.rowCount == labels.count && !labels.isEmpty,
    "\(labels.count) labels for \(logits.rowCount) samples")
  var correct = [Double](repeating: 0, count: binCount)
  var confidence = correct
  let predictions = logits.argmaxOfRows()
  for row in 0..<logits.rowCount {
    let largest = softmax(logits[row: row])[predictions[row]]
    let bin = min(max(Int((largest * Double(binCount)).rounded(.up)) - 1, 0), binCount - 1)
    correct[bin] += predictions[row] == labels[row] ? 1 : 0
    confidence[bin] += largest
  }
  return zip(correct, confidence).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(labels.count)
}

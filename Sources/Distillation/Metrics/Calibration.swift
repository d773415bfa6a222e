import FileFormats
import NeuralNetworks
import Numerics

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

/// The mean over samples of KL(teacher || student) of their class probabilities, in nats.
///
/// - Parameters:
///   - teacher: logits, `[samples, classes]`.
///   - student: logits, `[samples, classes]`.
/// - Precondition: equal shapes, at least one sample.
public func meanDivergence(teacher: Matrix, student: Matrix) -> Double {
  precondition(
    teacher.rowCount == student.rowCount && teacher.columnCount == student.columnCount
      && student.rowCount > 0,
    "\(teacher.rowCount) x \(teacher.columnCount) teacher logits for "
      + "\(student.rowCount) x \(student.columnCount)")
  return (0..<student.rowCount).reduce(0) { sum, row in
    let logTeacher = logSoftmax(teacher[row: row])
    let logStudent = logSoftmax(student[row: row])
    return sum + zip(logTeacher, logStudent).reduce(0) { $0 + .exp($1.0) * ($1.0 - $1.1) }
  } / Double(student.rowCount)
}

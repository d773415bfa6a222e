import Tables

/// The expected calibration error of logits: see ``Reliability/calibrationError``.
///
/// - Parameter logits: `[samples, classes]`
/// - Precondition: a label for each row, at least one.
public func expectedCalibrationError(logits: Matrix, labels: [Int], binCount: Int = 15) -> Double {
  precondition(!labels.isEmpty, "the calibration error of no samples")
  return Reliability(logits: logits, labels: labels, binCount: binCount).calibrationError
}

import Numerics

/// The cross-entropy of one sample, -log softmax(logits)[label], in nats.
///
/// - Parameters:
///   - logits: `[classes]`
///   - weight: what the loss counts for: it multiplies value and gradient.
///   - gradient: `[classes]`; weight (softmax(logits) - one-hot label) is added to it.
/// - Returns: weight times the cross-entropy.
/// - Precondition: the label is a class.
public func addCrossEntropy(
  logits: UnsafeBufferPointer<Double>, label: Int, weight: Double,
  to gradient: UnsafeMutableBufferPointer<Double>
) -> Double {
  precondition(logits.indices.contains(label), "label \(label) with \(logits.count) classes")
  return withUnsafeTemporaryAllocation(of: Double.self, capacity: logits.count) {
    logProbabilities in
    _ = logProbabilities.update(fromContentsOf: logits)
    logSoftmax(logProbabilities)
    for index in logits.indices {
      gradient[index] += weight * (.exp(logProbabilities[index]) - (index == label ? 1 : 0))
    }
    return -weight * logProbabilities[label]
  }
}

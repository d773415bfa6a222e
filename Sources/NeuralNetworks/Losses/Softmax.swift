import Numerics

/// Turns one sample's logits into log-probabilities at a temperature: log softmax(logits / temperature),
/// natural logarithm, in place.
///
/// The largest logit is subtracted first, so that no exponential overflows.
///
/// - Precondition: `temperature > 0`.
public func logSoftmax(
  _ logits: UnsafeMutableBufferPointer<Double>, temperature: Double = 1
) {
  precondition(temperature > 0, "a temperature of \(temperature)")
  guard let largest = logits.max() else { return }
  var sum = 0.0
  for index in logits.indices {
    logits[index] = (logits[index] - largest) / temperature
    sum += .exp(logits[index])
  }
  let logSum = Double.log(sum)
  for index in logits.indices { logits[index] -= logSum }
}

/// One sample's log-probabilities at a temperature: log softmax(logits / temperature), `[classes]`.
///
/// - Precondition: `temperature > 0`.
public func logSoftmax(_ logits: some Collection<Double>, temperature: Double = 1) -> [Double] {
  var result = Array(logits)
  result.withUnsafeMutableBufferPointer { logSoftmax($0, temperature: temperature) }
  return result
}

/// One sample's probabilities at a temperature: softmax(logits / temperature), `[classes]`.
///
/// - Precondition: `temperature > 0`.
public func softmax(_ logits: some Collection<Double>, temperature: Double = 1) -> [Double] {
  logSoftmax(logits, temperature: temperature).map { .exp($0) }
}

/// A term that compares probabilities, softened by a temperature.
public protocol TemperedTerm: ObjectiveTerm {
  /// T of softmax(logits / T).
  var temperature: Schedule { get }
}

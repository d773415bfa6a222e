import NeuralNetworks

/// weight x mean over the batch of -log softmax(logits)[label]: learning from labels.
public struct CrossEntropyTerm: ObjectiveTerm, Hashable {
  /// What the term counts for.
  public let weight: Double

  /// A term with this weight.
  public init(weight: Double) {
    self.weight = weight
  }

  /// No: labels are enough.
  public var needsTeacher: Bool { false }

  /// Adds weight (softmax(logits) - one-hot label) / batch to the gradient.
  public func addLoss(
    _ batch: ObjectiveBatch, to gradient: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    (0..<batch.sampleCount).reduce(0) { loss, sample in
      loss
        + addCrossEntropy(
          logits: batch.row(sample, of: batch.logits), label: batch.labels[sample],
          weight: weight / Double(batch.sampleCount), to: batch.row(sample, of: gradient))
    }
  }
}

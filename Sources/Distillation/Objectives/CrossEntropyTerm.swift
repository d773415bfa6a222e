import Arithmetic
import CKernels

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
  public func addLoss(_ batch: ObjectiveBatch, to gradient: BatchTable) -> Double {
    batch.kernels.pointee.cross_entropy(
      batch.classCount, batch.logits.batch, batch.logits.start, batch.labels,
      weight / Double(batch.totalCount), gradient.start)
  }
}

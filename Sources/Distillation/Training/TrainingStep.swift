import Arithmetic
import HybridModels

/// The gradient of an objective over a batch of a training set.
final class TrainingStep {
  private let objective: Objective
  private let samples: SampleTable
  private let batch: BatchGradient
  private let labels: [BatchLabels]

  /// Steps over batches of at most `capacity` samples, on at most so many threads.
  init(
    _ model: Model, _ objective: Objective, _ set: TrainingSet, capacity: Int,
    arithmetic: Arithmetic, threadCount: Int = 1
  ) {
    self.objective = objective
    samples = SampleTable(set, arithmetic)
    let batch = BatchGradient(
      model, capacity: capacity, arithmetic, threadCount: threadCount)
    self.batch = batch
    labels = (0..<batch.workspaceCount).map { _ in
      BatchLabels(set, arithmetic, capacity: batch.partCapacity)
    }
  }

  var capacity: Int { batch.capacity }
  /// What the last ``computeGradient(of:parameters:)`` left, `[parameterCount]`.
  var gradient: UnsafeMutableBufferPointer<Double> { batch.values }

  /// Leaves the gradient of the objective over these samples in ``gradient`` and gives back the objective's value.
  func computeGradient(of members: ArraySlice<Int>, parameters: [Double]) -> Double {
    members.withUnsafeBufferPointer { members in
      batch.compute(parameters, sampleCount: members.count) { part in
        let samples = UnsafeBufferPointer(rebasing: members[part.samples])
        self.samples.load(samples, into: part.workspace.inputs(sampleCount: samples.count))
        self.samples.load(samples, into: labels[part.workspaceIndex])
      } loss: { part in
        let labels = labels[part.workspaceIndex]
        let count = part.samples.count
        return objective.loss(
          ObjectiveBatch(
            part.workspace.arithmetic, logits: part.workspace.logits(sampleCount: count),
            labels: labels.classes, teacherLogits: labels.teacherLogits(sampleCount: count),
            totalCount: members.count),
          gradient: part.workspace.outputGradient(sampleCount: count))
      }
    }
  }
}

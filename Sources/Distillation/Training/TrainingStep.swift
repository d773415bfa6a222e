import Arithmetic
import Datasets
import HybridModels

/// The gradient of an objective over a batch of a training set.
final class TrainingStep {
  private let objective: Objective
  private let samples: SampleTable
  private let batch: BatchGradient
  /// The batch's classes, with room for as many as a table has.
  private let labels: UnsafeMutableBufferPointer<Int32>
  /// The teacher's logits for a part, in each workspace; none without a teacher.
  private let teacherLogits: [TableRoom]

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
    labels = .allocate(capacity: BatchTable.stride(forSamples: capacity))
    labels.initialize(repeating: TrainingSet.noLabel)
    teacherLogits =
      set.teacherLogits == nil
      ? []
      : (0..<batch.workspaceCount).map { _ in
        TableRoom(
          arithmetic.precision, featureCount: set.samples.classCount, capacity: batch.partCapacity)
      }
  }

  deinit {
    labels.deallocate()
  }

  var capacity: Int { batch.capacity }
  /// What the last ``computeGradient(of:parameters:progress:)`` left, `[parameterCount]`.
  var gradient: UnsafeMutableBufferPointer<Double> { batch.values }

  /// Leaves the gradient of the objective over these samples in ``gradient`` and gives back the objective's value.
  ///
  /// - Parameter progress: how far the training has come, from 0 to 1.
  func computeGradient(
    of members: ArraySlice<Int>, parameters: [Double], progress: Double = 0
  ) -> Double {
    members.withUnsafeBufferPointer { members in
      samples.loadLabels(of: members, into: labels.baseAddress!)
      let labels = UnsafeBufferPointer(rebasing: labels[..<members.count])
      return batch.compute(parameters, sampleCount: members.count) { part in
        let members = UnsafeBufferPointer(rebasing: members[part.samples])
        samples.loadFeatures(of: members, into: part.workspace.inputs(sampleCount: members.count))
        if let logits = teacherLogits(in: part) {
          samples.loadTeacherLogits(of: members, into: logits)
        }
      } loss: { part in
        objective.loss(
          ObjectiveBatch(
            part.workspace.arithmetic, progress: progress,
            logits: part.workspace.logits(sampleCount: part.samples.count),
            teacherLogits: teacherLogits(in: part), labels: labels, part: part.samples),
          gradient: part.workspace.outputGradient(sampleCount: part.samples.count))
      }
    }
  }

  private func teacherLogits(in part: BatchGradient.Part) -> BatchTable? {
    teacherLogits.isEmpty
      ? nil : teacherLogits[part.workspaceIndex].table(sampleCount: part.samples.count)
  }
}

import Arithmetic
import Dispatch
import HybridModels
import NeuralNetworks

/// The gradient of an objective over a batch, in memory that is allocated once and used for every step.
final class TrainingStep {
  let capacity: Int
  /// What the last ``computeGradient(of:parameters:)`` left, `[parameterCount]`.
  let gradient: UnsafeMutableBufferPointer<Double>

  private let model: Model
  private let objective: Objective
  private let samples: SampleTable
  private let threadCount: Int
  private let prepared: PreparedModel
  private let workPerSample: Int
  private var split: BatchSplit
  private var groups: [BatchGroup]

  /// Steps over batches of at most `capacity` samples, on at most so many threads.
  init(
    _ model: Model, _ objective: Objective, _ set: TrainingSet, capacity: Int,
    arithmetic: Arithmetic, threadCount: Int = 1
  ) {
    self.capacity = capacity
    self.model = model
    self.objective = objective
    self.threadCount = threadCount
    samples = SampleTable(set, arithmetic.precision)
    prepared = model.makePrepared(arithmetic)
    gradient = .allocate(capacity: max(model.parameterCount, 1))
    gradient.initialize(repeating: 0)
    workPerSample = model.layers.reduce(0) { $0 + $1.workPerSample }
    let step = BatchTable.stride(forSamples: 1)
    split = BatchSplit(sampleCount: capacity, workPerSample: workPerSample, step: step)
    let chunk = min(
      model.cachedSampleCount(arithmetic),
      BatchTable.stride(forSamples: split.groups.map(\.count).max()!))
    groups = split.groups.map { _ in BatchGroup(model, set, chunk: chunk, arithmetic) }
  }

  deinit {
    gradient.deallocate()
  }

  /// Leaves the gradient of the objective over these samples in ``gradient`` and gives back the objective's value.
  func computeGradient(of members: ArraySlice<Int>, parameters: [Double]) -> Double {
    model.prepare(parameters, into: prepared)
    if members.count != split.groups.last!.upperBound {
      split = BatchSplit(
        sampleCount: members.count, workPerSample: workPerSample,
        step: BatchTable.stride(forSamples: 1))
    }
    let groupCount = split.groups.count
    if threadCount == 1 || groupCount == 1 {
      for index in 0..<groupCount { compute(index, members) }
    } else {
      // Each group is computed by one thread, in memory of its own; what they share is only read.
      nonisolated(unsafe) let step = self
      let threadCount = min(threadCount, groupCount)
      DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
        for index in stride(from: thread, to: groupCount, by: threadCount) {
          step.compute(index, members)
        }
      }
    }
    gradient.update(repeating: 0)
    var loss = 0.0
    for group in groups[..<groupCount] {
      for index in 0..<model.parameterCount { gradient[index] += group.gradient[index] }
      loss += group.loss
    }
    return loss
  }

  private func compute(_ index: Int, _ members: ArraySlice<Int>) {
    let group = groups[index]
    let range = split.groups[index]
    group.workspace.clearSums()
    group.loss = 0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: group.workspace.capacity) {
      let count = min(group.workspace.capacity, range.upperBound - start)
      let first = members.startIndex + start
      let batch = samples.load(
        members[first..<first + count], into: group, totalCount: members.count)
      model.forward(sampleCount: count, prepared, in: group.workspace, keepsStates: true)
      group.loss += objective.loss(
        batch, gradient: group.workspace.outputGradient(sampleCount: count))
      model.backward(sampleCount: count, prepared, in: group.workspace)
    }
    group.gradient.update(repeating: 0)
    model.collect(prepared, from: group.workspace, into: group.gradient.baseAddress!)
  }
}

import Arithmetic
import Dispatch
import NeuralNetworks

/// The gradient of a loss over a batch, by a model's parameters: forward, loss, backward, chunk by chunk and on
/// several threads, in memory that is allocated once and used for every step.
///
///     let gradient = BatchGradient(model, capacity: 32, Arithmetic(.single))
///     let loss = gradient.compute(parameters, sampleCount: 32) { part in
///       part.workspace.inputs(sampleCount: part.samples.count).fill { ... }
///     } loss: { part in
///       part.workspace.outputGradient(sampleCount: part.samples.count).fill { ... }
///       return ...
///     }
///
/// The division into groups and chunks depends on the batch and the model only: the result has the same bits for any
/// number of threads.
public final class BatchGradient {
  /// The largest batch.
  public let capacity: Int
  /// What ``compute(_:sampleCount:load:loss:)`` left, `[parameterCount]`.
  public let values: UnsafeMutableBufferPointer<Double>
  /// The most samples that a part has.
  public let partCapacity: Int

  private let model: Model
  private let threadCount: Int
  private let wantsInputGradient: Bool
  private let prepared: PreparedModel
  private let workPerSample: Int
  private var split: BatchSplit
  private let groups: [Group]

  /// Samples that are computed together.
  public struct Part {
    /// Their places in the batch.
    public let samples: Range<Int>
    /// The group they belong to, counted from 0: parts of different groups may be computed at the same time.
    public let group: Int
    /// Where they are computed.
    public let workspace: ModelWorkspace
  }

  private final class Group {
    let workspace: ModelWorkspace
    let gradient: UnsafeMutableBufferPointer<Double>
    var loss = 0.0

    init(_ model: Model, capacity: Int, _ arithmetic: Arithmetic) {
      workspace = model.makeWorkspace(capacity: capacity, arithmetic)
      gradient = .allocate(capacity: max(model.parameterCount, 1))
      gradient.initialize(repeating: 0)
    }

    deinit {
      gradient.deallocate()
    }
  }

  /// For batches of at most `capacity` samples, on at most so many threads.
  public init(
    _ model: Model, capacity: Int, _ arithmetic: Arithmetic, threadCount: Int = 1,
    wantsInputGradient: Bool = false
  ) {
    precondition(capacity > 0 && threadCount > 0, "\(capacity) samples on \(threadCount) threads")
    self.capacity = capacity
    self.model = model
    self.threadCount = threadCount
    self.wantsInputGradient = wantsInputGradient
    prepared = model.makePrepared(arithmetic)
    values = .allocate(capacity: max(model.parameterCount, 1))
    values.initialize(repeating: 0)
    workPerSample = model.layers.reduce(0) { $0 + $1.workPerSample }
    let split = BatchSplit(sampleCount: capacity, workPerSample: workPerSample)
    let partCapacity = min(
      model.cachedSampleCount(arithmetic),
      BatchTable.stride(forSamples: split.groups.map(\.count).max()!))
    groups = split.groups.map { _ in Group(model, capacity: partCapacity, arithmetic) }
    self.split = split
    self.partCapacity = partCapacity
  }

  deinit {
    values.deallocate()
  }

  /// How many groups a full batch has.
  public var groupCount: Int { groups.count }

  /// Leaves the gradient in ``values`` and gives back the loss.
  ///
  /// - Parameters:
  ///   - parameters: `[parameterCount]`
  ///   - sampleCount: the batch, at most ``capacity``.
  ///   - load: fills the inputs of a part.
  ///   - loss: from the logits of a part to its output gradient; gives back the part's share of the loss.
  public func compute(
    _ parameters: [Double], sampleCount: Int, load: (Part) -> Void, loss: (Part) -> Double
  ) -> Double {
    precondition((1...capacity).contains(sampleCount), "\(sampleCount) samples of \(capacity)")
    model.prepare(parameters, into: prepared)
    if sampleCount != split.sampleCount {
      split = BatchSplit(sampleCount: sampleCount, workPerSample: workPerSample)
    }
    let groupCount = split.groups.count
    if threadCount == 1 || groupCount == 1 {
      for index in 0..<groupCount { computeGroup(index, load, loss) }
    } else {
      withoutActuallyEscaping(load) { load in
        withoutActuallyEscaping(loss) { loss in
          // Each group is computed by one thread, in memory of its own; what they share is only read.
          nonisolated(unsafe) let (load, loss, this) = (load, loss, self)
          let threadCount = min(threadCount, groupCount)
          DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
            for index in stride(from: thread, to: groupCount, by: threadCount) {
              this.computeGroup(index, load, loss)
            }
          }
        }
      }
    }
    values.update(repeating: 0)
    var sum = 0.0
    for group in groups[..<groupCount] {
      for index in 0..<model.parameterCount { values[index] += group.gradient[index] }
      sum += group.loss
    }
    return sum
  }

  private func computeGroup(_ index: Int, _ load: (Part) -> Void, _ loss: (Part) -> Double) {
    let group = groups[index]
    let range = split.groups[index]
    group.workspace.clearSums()
    group.loss = 0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: partCapacity) {
      let part = Part(
        samples: start..<min(start + partCapacity, range.upperBound), group: index,
        workspace: group.workspace)
      load(part)
      model.forward(
        sampleCount: part.samples.count, prepared, in: group.workspace, keepsStates: true)
      group.loss += loss(part)
      model.backward(
        sampleCount: part.samples.count, prepared, in: group.workspace,
        wantsInputGradient: wantsInputGradient)
    }
    group.gradient.update(repeating: 0)
    model.collect(prepared, from: group.workspace, into: group.gradient.baseAddress!)
  }
}

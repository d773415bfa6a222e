import Arithmetic
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
/// The division into groups and chunks depends on the batch, the capacity and the model only: the result has the same bits for any
/// number of threads.
public final class BatchGradient {
  /// The largest batch.
  public let capacity: Int
  /// What ``compute(_:sampleCount:draw:load:loss:)`` left, `[parameterCount + extraCount]`: the model's, then what losses
  /// added to the rest.
  public let values: UnsafeMutableBufferPointer<Double>
  /// The most samples that a part has.
  public let partCapacity: Int

  private let model: Model
  private let wantsInputGradient, isWhole: Bool
  private let prepared: PreparedModel
  private let workPerSample, sampleStep, extraCount: Int
  private var split: BatchSplit
  private let groups: [Group]
  /// One for each thread.
  private let workspaces: [ModelWorkspace]
  private let threads: ParallelLoop

  /// Samples that are computed together.
  public struct Part {
    /// Their places in the batch.
    public let samples: Range<Int>
    /// Which of ``workspaceCount`` workspaces they are computed in; parts in different ones may be computed at the
    /// same time.
    public let workspaceIndex: Int
    /// The workspace.
    public let workspace: ModelWorkspace
  }

  /// What a group's samples come to.
  private final class Group {
    let gradient: UnsafeMutableBufferPointer<Double>
    var loss = 0.0

    init(parameterCount: Int) {
      gradient = .allocate(capacity: max(parameterCount, 1))
      gradient.initialize(repeating: 0)
    }

    deinit {
      gradient.deallocate()
    }
  }

  /// For batches of at most `capacity` samples, on at most so many threads.
  ///
  /// - Parameters:
  ///   - model: what is passed through, forward and backward.
  ///   - capacity: the most samples that a batch may have.
  ///   - arithmetic: with which precision and which instructions.
  ///   - threadCount: the most threads that compute.
  ///   - isWhole: whether a batch is one part, for losses that depend on several samples at once.
  ///   - extraCount: how many more derivatives than the model's there are in ``values``, for losses with parameters of
  ///     their own. Only losses of whole batches may have some.
  ///   - wantsInputGradient: whether backward passes leave derivatives by the inputs in the workspaces too.
  public init(
    _ model: Model, capacity: Int, _ arithmetic: Arithmetic, threadCount: Int = 1,
    isWhole: Bool = false, extraCount: Int = 0, wantsInputGradient: Bool = false
  ) {
    precondition(isWhole || extraCount == 0, "parts of a batch would write to the same numbers")

    precondition(capacity > 0 && threadCount > 0, "\(capacity) samples on \(threadCount) threads")
    self.capacity = capacity
    self.model = model
    self.wantsInputGradient = wantsInputGradient
    prepared = model.makePrepared(arithmetic)
    self.isWhole = isWhole
    self.extraCount = extraCount
    values = .allocate(capacity: max(model.parameterCount + extraCount, 1))
    values.initialize(repeating: 0)
    workPerSample = model.layers.reduce(0) { $0 + $1.workPerSample }
    sampleStep = model.sampleStep
    let split =
      isWhole
      ? BatchSplit(whole: capacity)
      : BatchSplit(sampleCount: capacity, workPerSample: workPerSample, step: sampleStep)
    let partCapacity =
      isWhole
      ? capacity
      : min(model.cachedSampleCount(arithmetic), split.groups.map(\.count).max()!)
    groups = split.groups.map { _ in Group(parameterCount: model.parameterCount) }
    threads = ParallelLoop(threadCount: min(threadCount, groups.count))
    workspaces = (0..<threads.threadCount).map { _ in
      model.makeWorkspace(capacity: partCapacity, arithmetic)
    }
    self.split = split
    self.partCapacity = partCapacity
  }

  deinit {
    values.deallocate()
  }

  /// How many workspaces there are: one for each thread that can be used.
  public var workspaceCount: Int { workspaces.count }

  /// Leaves the gradient in ``values`` and gives back the loss.
  ///
  /// - Parameters:
  ///   - parameters: `[parameterCount + extraCount]`: the model's come first.
  ///   - sampleCount: the batch, at most ``capacity``.
  ///   - draw: which random numbers the passes draw, where they draw any.
  ///   - load: fills the inputs of a part.
  ///   - loss: from the logits of a part to its output gradient; gives back the part's share of the loss.
  public func compute(
    _ parameters: [Double], sampleCount: Int, draw: RandomDraw = RandomDraw(),
    load: (Part) -> Void, loss: (Part) -> Double
  ) -> Double {
    precondition((1...capacity).contains(sampleCount), "\(sampleCount) samples of \(capacity)")
    precondition(
      parameters.count == model.parameterCount + extraCount,
      "\(parameters.count) numbers for \(model.parameterCount) + \(extraCount) parameters")
    parameters.withAddress { model.prepare($0, into: prepared) }
    if sampleCount != split.sampleCount {
      split =
        isWhole
        ? BatchSplit(whole: sampleCount)
        : BatchSplit(
          sampleCount: sampleCount, workPerSample: workPerSample, step: sampleStep)
    }
    values.update(repeating: 0)
    let groupCount = split.groups.count
    if threads.threadCount == 1 {
      for index in 0..<groupCount { computeGroup(index, in: 0, draw, load, loss) }
    } else {
      // A thread has a workspace, and a group is computed by one thread; what they share is only read.
      threads.run { thread in
        for index in stride(from: thread, to: groupCount, by: threads.threadCount) {
          computeGroup(index, in: thread, draw, load, loss)
        }
      }
    }
    var sum = 0.0
    for group in groups[..<groupCount] {
      for index in 0..<model.parameterCount { values[index] += group.gradient[index] }
      sum += group.loss
    }
    return sum
  }

  private func computeGroup(
    _ index: Int, in workspaceIndex: Int, _ draw: RandomDraw, _ load: (Part) -> Void,
    _ loss: (Part) -> Double
  ) {
    let (group, range, workspace) = (groups[index], split.groups[index], workspaces[workspaceIndex])
    workspace.clearSums()
    group.loss = 0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: partCapacity) {
      let part = Part(
        samples: start..<min(start + partCapacity, range.upperBound),
        workspaceIndex: workspaceIndex, workspace: workspace)
      workspace.draw = RandomDraw(
        key: draw.key, firstSample: draw.firstSample + part.samples.lowerBound)
      load(part)
      model.forward(sampleCount: part.samples.count, prepared, in: workspace, keepsStates: true)
      group.loss += loss(part)
      model.backward(
        sampleCount: part.samples.count, prepared, in: workspace,
        wantsInputGradient: wantsInputGradient)
    }
    group.gradient.update(repeating: 0)
    model.collect(prepared, from: workspace, into: group.gradient.baseAddress!)
  }
}

import Arithmetic
import HybridModels

/// The memory of one group of a batch.
final class BatchGroup {
  let workspace: ModelWorkspace
  let labels: UnsafeMutablePointer<Int32>
  let gradient: UnsafeMutableBufferPointer<Double>
  var loss = 0.0
  private let teacherMemory: Memory
  private let classCount: Int

  init(_ model: Model, _ set: TrainingSet, chunk: Int, _ arithmetic: Arithmetic) {
    workspace = model.makeWorkspace(capacity: chunk, arithmetic)
    classCount = model.classCount
    let stride = BatchTable.stride(forSamples: chunk)
    labels = .allocate(capacity: stride)
    labels.initialize(repeating: 0, count: stride)
    gradient = .allocate(capacity: max(model.parameterCount, 1))
    gradient.initialize(repeating: 0)
    teacherMemory = Memory(
      size: set.teacherLogits == nil
        ? 0
        : BatchTable.size(arithmetic.precision, featureCount: model.classCount, stride: stride))
  }

  deinit {
    labels.deallocate()
    gradient.deallocate()
  }

  func teacherLogits(sampleCount: Int) -> BatchTable {
    let precision = workspace.arithmetic.precision
    return BatchTable(
      at: teacherMemory.start, precision, featureCount: classCount, sampleCount: sampleCount,
      stride: BatchTable.stride(forSamples: workspace.capacity))
  }
}

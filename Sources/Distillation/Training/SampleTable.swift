import Arithmetic
import Datasets
import Tables

/// A training set in the precision of the batches.
final class SampleTable {
  private let arithmetic: Arithmetic
  private let labels: [Int32]
  private let features: Memory
  private let teacherLogits: Memory

  init(_ set: TrainingSet, _ arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    labels = set.samples.labels.map { Int32($0) }
    features = Memory(set.samples.features.elements, arithmetic.precision)
    teacherLogits = Memory(set.teacherLogits?.elements ?? [], arithmetic.precision)
  }

  /// Takes the features of these samples into a table.
  func load(_ samples: UnsafeBufferPointer<Int>, into table: BatchTable) {
    table.gather(samples, from: features, arithmetic)
  }

  /// Takes what is known of these samples.
  func load(_ samples: UnsafeBufferPointer<Int>, into target: BatchLabels) {
    for (position, sample) in samples.enumerated() { target.classes[position] = labels[sample] }
    target.teacherLogits(sampleCount: samples.count)?.gather(
      samples, from: teacherLogits, arithmetic)
  }
}

/// What is known of a part of a batch: classes, and the teacher's logits if there is a teacher.
final class BatchLabels {
  /// `[samples]`, with room for as many as a table has.
  let classes: UnsafeMutablePointer<Int32>
  private let teacherMemory: Memory
  private let precision: Precision
  private let classCount: Int
  private let stride: Int
  private let hasTeacher: Bool

  init(_ set: TrainingSet, _ arithmetic: Arithmetic, capacity: Int) {
    precision = arithmetic.precision
    classCount = set.samples.classCount
    stride = BatchTable.stride(forSamples: capacity)
    hasTeacher = set.teacherLogits != nil
    classes = .allocate(capacity: stride)
    classes.initialize(repeating: 0, count: stride)
    teacherMemory = Memory(
      size: hasTeacher
        ? BatchTable.size(precision, featureCount: classCount, stride: stride) : 0)
  }

  deinit {
    classes.deallocate()
  }

  /// `[classes, samples]`
  func teacherLogits(sampleCount: Int) -> BatchTable? {
    guard hasTeacher else { return nil }
    return BatchTable(
      at: teacherMemory.start, precision, featureCount: classCount, sampleCount: sampleCount,
      stride: stride)
  }
}

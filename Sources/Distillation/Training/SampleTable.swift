import Arithmetic
import Tables

/// A training set in the precision of the batches.
final class SampleTable {
  private let arithmetic: Arithmetic
  private let labels: [Int32]
  private let features: Memory
  private let teacherLogits: Memory

  init(_ set: TrainingSet, _ arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    labels = set.labels
    features = Memory(set.features.elements, arithmetic.precision)
    teacherLogits = Memory(set.teacherLogits?.elements ?? [], arithmetic.precision)
  }

  /// Takes these samples' features into a table.
  func loadFeatures(of samples: UnsafeBufferPointer<Int>, into table: BatchTable) {
    table.gather(samples, from: features, arithmetic)
  }

  /// Takes the teacher's logits for these samples into a table.
  func loadTeacherLogits(of samples: UnsafeBufferPointer<Int>, into table: BatchTable) {
    table.gather(samples, from: teacherLogits, arithmetic)
  }

  /// Takes these samples' classes.
  func loadLabels(of samples: UnsafeBufferPointer<Int>, into labels: UnsafeMutablePointer<Int32>) {
    for (position, sample) in samples.enumerated() { labels[position] = self.labels[sample] }
  }
}

/// Room for a table.
final class TableRoom {
  private let memory: Memory
  private let precision: Precision
  private let featureCount, stride: Int

  /// Room for so many samples.
  init(_ precision: Precision, featureCount: Int, capacity: Int) {
    self.precision = precision
    self.featureCount = featureCount
    stride = BatchTable.stride(forSamples: capacity)
    memory = Memory(
      size: BatchTable.size(precision, featureCount: featureCount, stride: stride))
  }

  /// `[features, samples]`
  func table(sampleCount: Int) -> BatchTable {
    BatchTable(
      at: memory.start, precision, featureCount: featureCount, sampleCount: sampleCount,
      stride: stride)
  }
}

import Arithmetic
import Datasets
import HybridModels
import Tables

/// A training set in the precision of the batches.
final class SampleTable {
  private let set: TrainingSet
  private let features, teacherLogits: Memory
  private let precision: Precision

  init(_ set: TrainingSet, _ precision: Precision) {
    self.set = set
    self.precision = precision
    features = SampleTable.memory(of: set.samples.features.elements, precision)
    teacherLogits = SampleTable.memory(of: set.teacherLogits?.elements ?? [], precision)
  }

  /// Takes these samples into a group's memory.
  func load(_ members: ArraySlice<Int>, into group: BatchGroup, totalCount: Int) -> ObjectiveBatch {
    let count = members.count
    for (position, sample) in members.enumerated() {
      group.labels[position] = Int32(truncatingIfNeeded: set.samples.labels[sample])
    }
    copy(members, from: features, to: group.workspace.inputs(sampleCount: count))
    let teacher = set.teacherLogits.map { _ in group.teacherLogits(sampleCount: count) }
    if let teacher { copy(members, from: teacherLogits, to: teacher) }
    return ObjectiveBatch(
      group.workspace.arithmetic, logits: group.workspace.logits(sampleCount: count),
      labels: group.labels, teacherLogits: teacher, totalCount: totalCount)
  }

  private func copy(_ members: ArraySlice<Int>, from source: borrowing Memory, to table: BatchTable)
  {
    switch precision {
    case .single: copyRows(members, source.start, to: table, as: Float.self)
    case .double: copyRows(members, source.start, to: table, as: Double.self)
    }
  }

  private static func memory(of numbers: [Double], _ precision: Precision) -> Memory {
    let memory = Memory(size: numbers.count * precision.size)
    for (index, number) in numbers.enumerated() {
      switch precision {
      case .single:
        memory.start.storeBytes(of: Float(number), toByteOffset: 4 * index, as: Float.self)
      case .double: memory.start.storeBytes(of: number, toByteOffset: 8 * index, as: Double.self)
      }
    }
    return memory
  }
}

/// Rows `[samples, features]` become columns of a table; the places of samples that a vector holds beyond the last
/// one become zero.
private func copyRows<Scalar: BinaryFloatingPoint>(
  _ members: ArraySlice<Int>, _ source: UnsafeMutableRawPointer, to table: BatchTable,
  as type: Scalar.Type
) {
  let rows = source.assumingMemoryBound(to: Scalar.self)
  let columns = table.start.assumingMemoryBound(to: Scalar.self)
  let (width, stride) = (table.featureCount, table.stride)
  members.withUnsafeBufferPointer { members in
    for position in 0..<members.count {
      let row = rows + members[position] * width
      for feature in 0..<width { columns[feature * stride + position] = row[feature] }
    }
  }
  for position in members.count..<BatchTable.stride(forSamples: members.count) {
    for feature in 0..<width { columns[feature * stride + position] = 0 }
  }
}

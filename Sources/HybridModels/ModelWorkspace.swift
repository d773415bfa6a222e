import Arithmetic
import NeuralNetworks

/// Where a model's parameters lie in the form that its passes want: written once a step, read by all.
public final class PreparedModel {
  /// How numbers are computed.
  public let arithmetic: Arithmetic
  /// Each layer's share.
  let pieces: [UnsafeMutableRawPointer]
  private let memory: Memory

  init(_ model: Model, _ arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    let layout = MemoryLayoutOfPieces(
      model.layers.map { $0.memory(arithmetic, sampleCount: 1).prepared })
    memory = Memory(size: layout.size)
    pieces = layout.places(in: memory)
  }
}

/// The memory of passes over a batch, or a part of one: features, every layer's outputs, their gradients, what
/// layers keep between the passes, and the gradient by the parameters as far as it has been summed. Made once, used
/// again and again; by one thread at a time.
public final class ModelWorkspace {
  /// The largest batch that fits.
  public let capacity: Int
  /// How numbers are computed.
  public let arithmetic: Arithmetic

  private let widths: [Int]
  private let stride: Int
  private let memory, sumMemory: Memory
  /// Features, then each layer's outputs.
  private let tables: [UnsafeMutableRawPointer]
  /// The loss's derivatives by them.
  private let gradients: [UnsafeMutableRawPointer]
  private let states, sums: [UnsafeMutableRawPointer]
  private let scratch: UnsafeMutableRawPointer

  init(_ model: Model, capacity: Int, _ arithmetic: Arithmetic) {
    precondition(capacity > 0, "a workspace for \(capacity) samples")
    self.capacity = capacity
    self.arithmetic = arithmetic
    stride = BatchTable.stride(forSamples: capacity)
    widths = [model.inputCount] + model.layers.map(\.outputCount)
    let sizes = model.layers.map { $0.memory(arithmetic, sampleCount: capacity) }
    let tableBytes = widths.map { [stride] width in
      BatchTable.size(arithmetic.precision, featureCount: width, stride: stride)
    }
    let layout = MemoryLayoutOfPieces(
      tableBytes + tableBytes + sizes.map(\.states) + [sizes.map(\.scratch).max()!])
    memory = Memory(size: layout.size)
    let places = layout.places(in: memory)
    tables = Array(places[..<tableBytes.count])
    gradients = Array(places[tableBytes.count..<2 * tableBytes.count])
    states = Array(places[(2 * tableBytes.count)...].dropLast())
    scratch = places.last!
    let sumLayout = MemoryLayoutOfPieces(sizes.map(\.sums))
    sumMemory = Memory(size: sumLayout.size)
    sums = sumLayout.places(in: sumMemory)
  }

  /// A batch's features, `[features, samples]`: to be filled before the forward pass.
  public func inputs(sampleCount: Int) -> BatchTable { table(0, sampleCount) }

  /// The loss's derivatives by the logits, `[classes, samples]`: to be filled before the backward pass.
  public func outputGradient(sampleCount: Int) -> BatchTable {
    gradient(widths.count - 1, sampleCount)
  }

  /// The loss's derivatives by the features, if the backward pass was asked for them.
  public func inputGradient(sampleCount: Int) -> BatchTable { gradient(0, sampleCount) }

  /// The logits that the forward pass left, `[classes, samples]`.
  public func logits(sampleCount: Int) -> BatchTable { table(widths.count - 1, sampleCount) }

  /// What one layer gave in the forward pass, `[outputs, samples]`.
  public func features(ofLayer index: Int, sampleCount: Int) -> BatchTable {
    table(index + 1, sampleCount)
  }

  /// Forgets the gradient by the parameters.
  public func clearSums() { sumMemory.clear() }

  /// What goes into layer `index`, or out of layer `index - 1`.
  func table(_ index: Int, _ sampleCount: Int) -> BatchTable {
    BatchTable(
      at: tables[index], arithmetic.precision, featureCount: widths[index],
      sampleCount: sampleCount, stride: stride)
  }

  func gradient(_ index: Int, _ sampleCount: Int) -> BatchTable {
    BatchTable(
      at: gradients[index], arithmetic.precision, featureCount: widths[index],
      sampleCount: sampleCount, stride: stride)
  }

  func pass(_ index: Int, _ sampleCount: Int, _ prepared: PreparedModel, keepsStates: Bool)
    -> LayerPass
  {
    LayerPass(
      arithmetic, input: table(index, sampleCount), output: table(index + 1, sampleCount),
      memory: PassMemory(
        prepared: prepared.pieces[index], states: states[index], scratch: scratch,
        sums: sums[index]), keepsStates: keepsStates)
  }
}

/// Pieces one after another.
private struct MemoryLayoutOfPieces {
  private let offsets: [Int]
  let size: Int

  init(_ sizes: [Int]) {
    var end = 0
    offsets = sizes.map { size in
      defer { end += roundUp(size, to: Memory.alignment) }
      return end
    }
    size = end
  }

  func places(in memory: borrowing Memory) -> [UnsafeMutableRawPointer] {
    let start = memory.start
    return offsets.map { start + $0 }
  }
}

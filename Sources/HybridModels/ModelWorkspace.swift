import Arithmetic
import NeuralNetworks

/// Where a model's parameters lie in the form that its passes want: written once a step, read by all.
public final class PreparedModel {
  /// How numbers are computed.
  public let arithmetic: Arithmetic
  /// Each layer's share, then each tap's.
  let pieces: [UnsafeMutableRawPointer]
  private let memory: Memory

  init(_ model: Model, _ arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    let layout = MemoryLayoutOfPieces(
      model.passSizes(arithmetic, sampleCount: 1).map(\.prepared))
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
  /// Which random numbers the passes draw, where a layer draws any.
  public var draw = RandomDraw()

  private let taps: [ModelTap]
  private let layerCount: Int
  private let widths: [Int]
  private let stride: Int
  private let memory, sumMemory: Memory
  /// Features, then each layer's outputs, then what each tap shows if that is not a layer's.
  private let tables: [UnsafeMutableRawPointer]
  /// The loss's derivatives by them; for each tap those that the loss gives, and those by the layer's inputs.
  private let gradients, tapInputGradients: [UnsafeMutableRawPointer]
  /// Of each layer, then of each tap.
  private let states, sums: [UnsafeMutableRawPointer]
  private let scratch: UnsafeMutableRawPointer

  init(_ model: Model, capacity: Int, _ arithmetic: Arithmetic) {
    precondition(capacity > 0, "a workspace for \(capacity) samples")
    self.capacity = capacity
    self.arithmetic = arithmetic
    stride = BatchTable.stride(forSamples: capacity)
    taps = model.taps
    layerCount = model.layers.count
    widths =
      [model.inputCount] + model.layers.map(\.outputCount)
      + model.taps.map { $0.width(in: model) }
    let sizes = model.passSizes(arithmetic, sampleCount: capacity)
    let bytes = { [stride] width in
      BatchTable.size(arithmetic.precision, featureCount: width, stride: stride)
    }
    let tableBytes = widths.map(bytes)
    let tapInputBytes = model.taps.map { bytes(model.layers[$0.layer].inputCount) }
    let layout = MemoryLayoutOfPieces(
      tableBytes + tableBytes + tapInputBytes + sizes.map(\.states) + [sizes.map(\.scratch).max()!])
    memory = Memory(size: layout.size)
    var places = layout.places(in: memory)[...]
    func take(_ count: Int) -> [UnsafeMutableRawPointer] {
      defer { places.removeFirst(count) }
      return Array(places.prefix(count))
    }
    tables = take(tableBytes.count)
    gradients = take(tableBytes.count)
    tapInputGradients = take(tapInputBytes.count)
    states = take(sizes.count)
    scratch = places.first!
    let sumLayout = MemoryLayoutOfPieces(sizes.map(\.sums))
    sumMemory = Memory(size: sumLayout.size)
    sums = sumLayout.places(in: sumMemory)
  }

  /// A batch's features, `[features, samples]`: to be filled before the forward pass.
  public func inputs(sampleCount: Int) -> BatchTable { table(0, sampleCount) }

  /// The loss's derivatives by the logits, `[classes, samples]`: to be filled before the backward pass.
  public func outputGradient(sampleCount: Int) -> BatchTable {
    gradient(layerCount, sampleCount)
  }

  /// The loss's derivatives by the features, if the backward pass was asked for them.
  public func inputGradient(sampleCount: Int) -> BatchTable { gradient(0, sampleCount) }

  /// The logits that the forward pass left, `[classes, samples]`.
  public func logits(sampleCount: Int) -> BatchTable { table(layerCount, sampleCount) }

  /// What the forward pass left at one of the model's taps, and where the loss's derivatives by that are to be filled in
  /// before the backward pass.
  public func tables(ofTap index: Int, sampleCount: Int) -> ModelTap.Tables {
    let values =
      switch taps[index] {
      case .outputs(let layer): table(layer + 1, sampleCount)
      case .observables: table(layerCount + 1 + index, sampleCount)
      }
    return ModelTap.Tables(
      values: values, gradient: gradient(layerCount + 1 + index, sampleCount))
  }

  /// What one layer gave in the forward pass, `[outputs, samples]`.
  public func features(ofLayer index: Int, sampleCount: Int) -> BatchTable {
    table(index + 1, sampleCount)
  }

  /// The loss's derivatives by what one layer gave, as the backward pass left them, `[outputs, samples]`.
  public func featureGradient(ofLayer index: Int, sampleCount: Int) -> BatchTable {
    gradient(index + 1, sampleCount)
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

  /// The loss's derivatives by the inputs of a tap's layer.
  func inputGradient(ofTap index: Int, _ sampleCount: Int) -> BatchTable {
    BatchTable(
      at: tapInputGradients[index], arithmetic.precision, featureCount: widths[taps[index].layer],
      sampleCount: sampleCount, stride: stride)
  }

  func pass(_ index: Int, _ sampleCount: Int, _ prepared: PreparedModel, keepsStates: Bool)
    -> LayerPass
  {
    pass(
      prepared, piece: index, from: index, to: index + 1, sampleCount, keepsStates: keepsStates)
  }

  /// The pass of a tap's own circuit.
  func pass(
    ofTap index: Int, _ sampleCount: Int, _ prepared: PreparedModel, keepsStates: Bool
  ) -> LayerPass {
    pass(
      prepared, piece: layerCount + index, from: taps[index].layer, to: layerCount + 1 + index,
      sampleCount, keepsStates: keepsStates)
  }

  private func pass(
    _ prepared: PreparedModel, piece: Int, from input: Int, to output: Int, _ sampleCount: Int,
    keepsStates: Bool
  ) -> LayerPass {
    LayerPass(
      arithmetic, input: table(input, sampleCount), output: table(output, sampleCount),
      memory: PassMemory(
        prepared: prepared.pieces[piece], states: states[piece], scratch: scratch,
        sums: sums[piece]), draw: draw.ofLayer(piece), keepsStates: keepsStates)
  }
}

extension Model {
  /// What passes of each layer need, then of each tap.
  func passSizes(_ arithmetic: Arithmetic, sampleCount: Int) -> [PassMemory<Int>] {
    layers.map { $0.memory(arithmetic, sampleCount: sampleCount) }
      + probes.map {
        $0?.memory(arithmetic, sampleCount: sampleCount)
          ?? PassMemory(prepared: 0, states: 0, scratch: 0, sums: 0)
      }
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

import Arithmetic
import NeuralNetworks
import Tables

extension Model {
  /// The logits of many samples, `[samples, classes]`, from their features, `[samples, inputCount]`.
  ///
  /// - Parameters:
  ///   - features: as the first layer takes them.
  ///   - parameters: `[parameterCount]`, layer after layer.
  ///   - arithmetic: how they are computed; in double precision unless said otherwise.
  ///   - draw: which random numbers layers draw that draw any.
  /// - Precondition: the features' columns are the model's inputs, and there is no ``problem(with:)``.
  public func logits(
    for features: Matrix, parameters: [Double], arithmetic: Arithmetic = Arithmetic(.double),
    draw: RandomDraw = RandomDraw()
  ) -> Matrix {
    self.features(
      ofLayer: layers.count - 1, for: features, parameters: parameters, arithmetic: arithmetic,
      draw: draw)
  }

  /// What one layer makes of many samples, `[samples, outputCount]`.
  ///
  /// - Precondition: the layer exists; the features' columns are the model's inputs, and there is no ``problem(with:)``.
  public func features(
    ofLayer index: Int, for features: Matrix, parameters: [Double],
    arithmetic: Arithmetic = Arithmetic(.double), draw: RandomDraw = RandomDraw()
  ) -> Matrix {
    precondition(layers.indices.contains(index), "layer \(index) of \(layers.count)")
    precondition(
      features.columnCount == inputCount,
      "samples of \(features.columnCount) features for a model that takes \(inputCount)")
    if let problem = problem(with: features) { preconditionFailure(problem) }
    let width = layers[index].outputCount
    var result = Matrix(rowCount: features.rowCount, columnCount: width)
    guard features.rowCount > 0 else { return result }
    let prepared = makePrepared(arithmetic)
    prepare(parameters, into: prepared)
    let rows = Memory(features.elements, arithmetic.precision)
    let order = Array(0..<features.rowCount)
    let workspace = makeWorkspace(
      capacity: min(cachedSampleCount(arithmetic), features.rowCount), arithmetic)
    for start in stride(from: 0, to: features.rowCount, by: workspace.capacity) {
      let count = min(workspace.capacity, features.rowCount - start)
      order[start..<start + count].withUnsafeBufferPointer {
        workspace.inputs(sampleCount: count).gather($0, from: rows, arithmetic)
      }
      workspace.draw = RandomDraw(key: draw.key, firstSample: draw.firstSample + start)
      forward(sampleCount: count, prepared, in: workspace, keepsStates: false)
      let outputs = workspace.features(ofLayer: index, sampleCount: count)
      for sample in 0..<count {
        for unit in 0..<width {
          result.elements[(start + sample) * width + unit] = outputs[unit, sample]
        }
      }
    }
    return result
  }

  /// How many samples go through the model at a time, so that what a forward pass leaves is still in a core's own
  /// cache for the backward pass; a multiple of what a vector holds.
  public func cachedSampleCount(_ arithmetic: Arithmetic) -> Int {
    let step = sampleStep
    let states = passSizes(arithmetic, sampleCount: step).reduce(0) { $0 + $1.states }
    let bytes = layers.reduce(states) {
      $0 + 2 * step * arithmetic.precision.size * $1.outputCount
    }
    return step * min(1024 / step, max(1, (256 << 10) / max(1, bytes)))
  }

  /// Samples that are best computed together: what the layer with the largest states asks for.
  var sampleStep: Int { layers.map(\.sampleStep).min()! }
}

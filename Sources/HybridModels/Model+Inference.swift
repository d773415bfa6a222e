import Tables
import NeuralNetworks

extension Model {
  /// The logits of many samples, `[samples, classes]`, from their features, `[samples, inputCount]`.
  ///
  /// - Precondition: the features' columns are the model's inputs.
  public func logits(for features: Matrix, parameters: [Double]) -> Matrix {
    self.features(ofLayer: layers.count - 1, for: features, parameters: parameters)
  }

  /// What one layer makes of many samples, `[samples, outputCount]`.
  ///
  /// - Precondition: the layer exists; the features' columns are the model's inputs.
  public func features(ofLayer index: Int, for features: Matrix, parameters: [Double]) -> Matrix {
    precondition(layers.indices.contains(index), "layer \(index) of \(layers.count)")
    precondition(
      features.columnCount == inputCount,
      "samples of \(features.columnCount) features for a model that takes \(inputCount)")
    let width = layers[index].outputCount
    var result = Matrix(rowCount: features.rowCount, columnCount: width)
    guard features.rowCount > 0 else { return result }
    var workspace = makeWorkspace(capacity: min(inferenceBatch, features.rowCount))
    for start in stride(from: 0, to: features.rowCount, by: workspace.capacity) {
      let count = min(workspace.capacity, features.rowCount - start)
      let batch = features.elements[start * inputCount..<(start + count) * inputCount]
      _ = workspace.inputs.update(fromContentsOf: batch)
      forward(sampleCount: count, parameters: parameters, in: &workspace)
      result.elements.replaceSubrange(
        start * width..<(start + count) * width,
        with: workspace.features(ofLayer: index)[..<(count * width)])
    }
    return result
  }

  /// How many samples go through the model at a time: enough to make a pass's overhead small, and so few
  /// that many qubits' states take no more than 32 MiB.
  private var inferenceBatch: Int {
    let scratch = layers.map { $0.scratchCount(sampleCount: 1) }.max()!
    return min(64, max(1, (1 << 22) / max(1, scratch)))
  }
}

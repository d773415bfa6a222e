import FileFormats
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
    // Small enough to stay in cache, large enough to make the passes' overhead small.
    var workspace = makeWorkspace(capacity: min(64, features.rowCount))
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
}

import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import RandomStreams
import Tables

/// How a model's gradient varies over random initial parameters: whether training has anything to go by at its first step.
///
/// The gradient is that of the mean cross-entropy with the labels, in nats, over some samples. In a *barren plateau* the variance of
/// a cost's derivatives over random angles vanishes exponentially with the number of qubits: McClean, Boixo, Smelyanskiy,
/// Babbush and Neven, *Barren plateaus in quantum neural network training landscapes* (2018).
public struct GradientVariance: Sendable {
  /// How many initial parameters were drawn.
  public let startCount: Int
  /// How many samples the loss is the mean of.
  public let sampleCount: Int
  /// The variance of each derivative over the initial parameters (divisor `startCount - 1`), `[parameterCount]`; 0 in
  /// frozen layers.
  public let variances: [Double]
  /// The mean of each derivative's square, `[parameterCount]`: where the derivatives' means are zero, as in a barren plateau,
  /// the variance.
  public let meanSquares: [Double]
  /// Of each layer the mean of the sum of the squared derivatives by its outputs, of all samples.
  public let outputMeanSquares: [Double]

  /// Draws initial parameters as the model's layers do, and differentiates at each.
  ///
  /// Takes `startCount` training steps on all samples, in double precision and on one thread.
  ///
  /// - Precondition: at least two starts and one sample, as many features and classes as the model has.
  public init(
    of model: Model, on samples: Dataset, startCount: Int, from stream: inout RandomStream
  ) {
    precondition(
      startCount >= 2 && samples.sampleCount > 0,
      "\(startCount) starts on \(samples.sampleCount) samples")
    precondition(
      samples.features.columnCount == model.inputCount && samples.classCount == model.classCount,
      "\(samples.features.columnCount) features and \(samples.classCount) classes for a model from "
        + "\(model.inputCount) to \(model.classCount)")
    let count = samples.sampleCount
    let arithmetic = Arithmetic(.double)
    let prepared = model.makePrepared(arithmetic)
    let workspace = model.makeWorkspace(capacity: count, arithmetic)
    var sums = [Double](repeating: 0, count: model.parameterCount)
    var squares = sums
    var outputSquares = [Double](repeating: 0, count: model.layers.count)
    for _ in 0..<startCount {
      model.prepare(model.initialParameters(from: &stream), into: prepared)
      workspace.inputs(sampleCount: count).fill { samples.features[$1, $0] }
      model.forward(sampleCount: count, prepared, in: workspace, keepsStates: true)
      workspace.fillCrossEntropyGradient(samples.labels)
      workspace.clearSums()
      model.backward(sampleCount: count, prepared, in: workspace)
      // One more element, so that an empty array has an address too.
      var gradient = [Double](repeating: 0, count: model.parameterCount + 1)
      gradient.withUnsafeMutableBufferPointer {
        model.collect(prepared, from: workspace, into: $0.baseAddress!)
      }
      for index in sums.indices {
        sums[index] += gradient[index]
        squares[index] += gradient[index] * gradient[index]
      }
      for layer in model.layers.indices {
        let table = workspace.featureGradient(ofLayer: layer, sampleCount: count)
        for output in 0..<model.layers[layer].outputCount {
          for sample in 0..<count {
            outputSquares[layer] += table[output, sample] * table[output, sample]
          }
        }
      }
    }
    self.startCount = startCount
    sampleCount = count
    let starts = Double(startCount)
    variances = zip(sums, squares).map { sum, square in
      max(0, square - sum * sum / starts) / (starts - 1)
    }
    meanSquares = squares.map { $0 / starts }
    outputMeanSquares = outputSquares.map { $0 / starts }
  }
}

extension ModelWorkspace {
  /// The derivatives of the mean cross-entropy by the logits: (softmax - 1 at the label) / samples.
  fileprivate func fillCrossEntropyGradient(_ labels: [Int]) {
    let logits = logits(sampleCount: labels.count)
    let classCount = logits.featureCount
    let probabilities = labels.indices.map { sample in
      softmax((0..<classCount).map { logits[$0, sample] })
    }
    outputGradient(sampleCount: labels.count).fill { output, sample in
      (probabilities[sample][output] - (labels[sample] == output ? 1 : 0)) / Double(labels.count)
    }
  }
}

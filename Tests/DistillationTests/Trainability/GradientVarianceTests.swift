import Datasets
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

@Suite struct GradientVarianceTests {
  private static let layers: [any Layer] = {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2))
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 2))
    return [
      Dense(inputCount: 3, outputCount: 2),
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
      Dense(inputCount: 2, outputCount: 3),
    ]
  }()

  private let samples: Dataset

  init() {
    var stream = RandomStream(seed: 5, name: "samples")
    samples = Dataset(
      features: Matrix(
        rowCount: 7, columnCount: 3, elements: (0..<21).map { _ in stream.normal() }),
      labels: [0, 1, 2, 2, 1, 0, 0], classCount: 3)
  }

  /// The mean cross-entropy, from logits.
  private func loss(_ logits: Matrix) -> Double {
    samples.labels.indices.reduce(0) { sum, row in
      sum - logSoftmax((0..<3).map { logits[row, $0] })[samples.labels[row]]
    } / Double(samples.sampleCount)
  }

  /// Moments of finite differences at the same starts.
  @Test(.tags(.gradient)) func variancesAreThoseOfFiniteDifferences() {
    let model = Model(Self.layers)
    let startCount = 6
    var (stream, same) = (RandomStream(seed: 1, name: "a"), RandomStream(seed: 1, name: "a"))
    let found = GradientVariance(of: model, on: samples, startCount: startCount, from: &stream)
    var gradients: [[Double]] = []
    var squaresOfOutputs = 0.0
    for _ in 0..<startCount {
      let parameters = model.initialParameters(from: &same)
      gradients.append(
        finiteDifferences(
          of: { loss(model.logits(for: samples.features, parameters: $0)) }, at: parameters))
      // What comes after the circuit is a model of its own, by whose inputs the loss is differentiated.
      let last = Model([Self.layers[2]])
      let outputs = model.features(
        ofLayer: 1, for: samples.features, parameters: parameters)
      let byOutput = finiteDifferences(
        of: { elements in
          loss(
            last.logits(
              for: Matrix(rowCount: 7, columnCount: 2, elements: elements),
              parameters: Array(parameters.suffix(9))))
        }, at: outputs.elements)
      squaresOfOutputs += byOutput.reduce(0) { $0 + $1 * $1 }
    }
    #expect(found.startCount == 6 && found.sampleCount == 7)
    for index in 0..<model.parameterCount {
      let values = gradients.map { $0[index] }
      let mean = values.reduce(0, +) / Double(startCount)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(startCount - 1)
      let square = values.reduce(0) { $0 + $1 * $1 } / Double(startCount)
      // Derivatives below 1 with the error of finite differences, about 1e-9.
      #expect(abs(found.variances[index] - variance) < 1e-8, "\(index)")
      #expect(abs(found.meanSquares[index] - square) < 1e-8, "\(index)")
    }
    #expect(found.variances.contains { $0 > 1e-4 })
    #expect(abs(found.outputMeanSquares[1] - squaresOfOutputs / Double(startCount)) < 1e-8)
  }

  @Test func aFrozenLayerHasNone() {
    let model = Model(Self.layers, frozenLayers: [1])
    var stream = RandomStream(seed: 1, name: "a")
    let found = GradientVariance(of: model, on: samples, startCount: 3, from: &stream)
    let range = model.parameterRanges[1]
    for (index, variance) in found.variances.enumerated() {
      #expect((variance == 0) == range.contains(index))
    }
  }

  /// <Z> = cos(angle) of one qubit: of an angle that is anywhere, the derivative -sin(angle) has the variance 1/2. The
  /// loss's own derivative by <Z> depends on it, but little where its weight is small.
  @Test func oneAngleHasTheVarianceOfASine() {
    var circuit = Circuit(qubitCount: 1)
    circuit.append(.rx, .input(0), on: 0)
    circuit.append(.ry, .parameter(0), on: 0)
    let model = Model([
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0]))),
      Scale(count: 1, initial: 1e-3, isPerUnit: false),
      Dense(inputCount: 1, outputCount: 2, hasBias: false),
    ])
    // The input rotates by nothing.
    let sample = Dataset(
      features: Matrix(rowCount: 1, columnCount: 1, elements: [0]), labels: [1], classCount: 2)
    var stream = RandomStream(seed: 2, name: "a")
    let found = GradientVariance(of: model, on: sample, startCount: 4000, from: &stream)
    let ratio = found.meanSquares[0] / found.outputMeanSquares[0]
    // Of 4000 draws of sin^2, whose deviation is 0.35: 0.0056, and the weights that vary double it.
    #expect(abs(ratio - 0.5) < 0.03)
  }
}

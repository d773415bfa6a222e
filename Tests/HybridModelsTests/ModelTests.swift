import Arithmetic
import Tables
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import HybridModels

/// Dense 2 -> 4 without bias, 5 strongly entangling layers, Z of the measured qubits, dense -> 3 without bias.
func hybrid(measuring measured: [Int], isFrozen: Bool = false) -> Model {
  var circuit = Circuit(qubitCount: 4)
  circuit.append(AngleEmbedding(qubitCount: 4))
  circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
  return Model(
    [
      Dense(inputCount: 2, outputCount: 4, hasBias: false),
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: measured))),
      Dense(inputCount: measured.count, outputCount: 3, hasBias: false),
    ], frozenLayers: isFrozen ? [1] : [])
}

@Suite struct ModelTests {
  @Test func parametersAreCountedByTheModel() {
    let model = hybrid(measuring: [0, 1])
    #expect(model.parameterCount == 74)
    #expect(model.quantumParameterCount == 60)
    #expect(model.classicalParameterCount == 14)
    #expect(model.trainedParameterCount == 74)
    #expect(model.parameterRanges == [0..<8, 8..<68, 68..<74])
    #expect(hybrid(measuring: [0, 1, 2, 3]).parameterCount == 80)
    #expect(hybrid(measuring: [0, 1], isFrozen: true).trainedParameterCount == 14)
  }

  /// The last layer's CNOTs (range 2) leave Z of qubits 0 and 1 as Z of 2 and 3: all three angles on qubits 0 and 1
  /// and the last one on 2 and 3 change nothing.
  @Test func inactiveParametersAreFound() {
    let lastLayer = 8 + 4 * 12
    let expected = [0, 1, 2, 3, 4, 5, 8, 11].map { lastLayer + $0 }
    #expect(hybrid(measuring: [0, 1]).inactiveParameters() == expected)
    #expect(hybrid(measuring: [0, 1], isFrozen: true).inactiveParameters() == expected)
    // Only the four last angles stand before nothing but CNOTs and the measurement.
    #expect(hybrid(measuring: [0, 1, 2, 3]).inactiveParameters().count == 4)
    let network = Model([
      Dense(inputCount: 2, outputCount: 12), ActivationLayer(.relu, count: 12),
      Dense(inputCount: 12, outputCount: 3),
    ])
    #expect(network.inactiveParameters().isEmpty)
  }

  @Test func aFrozenLayersGradientIsZeroAndTheOthersAreUnchanged() {
    let sampleCount = 4
    var stream = RandomStream(seed: 1, name: "frozen")
    let parameters = hybrid(measuring: [0, 1]).initialParameters(from: &stream)
    let inputs = (0..<sampleCount * 2).map { _ in stream.normal() }
    let weights = [-1] + Array(repeating: 0.5, count: sampleCount * 3 - 1)
    func gradient(_ model: Model) -> [Double] {
      self.gradient(of: model, parameters, inputs: inputs, weights: weights)
    }
    let trained = gradient(hybrid(measuring: [0, 1]))
    let frozen = gradient(hybrid(measuring: [0, 1], isFrozen: true))
    #expect(frozen[8..<68].allSatisfy { $0 == 0 })
    #expect(trained[8..<68].contains { $0 != 0 })
    #expect(Array(frozen[..<8]) == Array(trained[..<8]))
    #expect(Array(frozen[68...]) == Array(trained[68...]))
  }

  @Test(.tags(.gradient)) func theGradientOfAWholeModelIsThatOfItsValues() {
    let model = hybrid(measuring: [0, 2])
    var stream = RandomStream(seed: 2, name: "gradient")
    let parameters = model.initialParameters(from: &stream)
    let features = Matrix(
      rowCount: 3, columnCount: 2, elements: (0..<6).map { _ in stream.normal() })
    let weights = (0..<9).map { _ in stream.normal() }
    let gradient = gradient(
      of: model, parameters, inputs: features.elements, weights: weights)
    let slopes = finiteDifferences(
      of: { parameters in
        zip(weights, model.logits(for: features, parameters: parameters).elements)
          .reduce(0) { $0 + $1.0 * $1.1 }
      }, at: parameters)
    #expect(largestDistance(gradient, slopes) < 1e-8)
  }

  /// The gradient by the parameters of the sum of weighted logits.
  private func gradient(
    of model: Model, _ parameters: [Double], inputs: [Double], weights: [Double]
  ) -> [Double] {
    let sampleCount = inputs.count / model.inputCount
    let arithmetic = Arithmetic(.double)
    let prepared = model.makePrepared(arithmetic)
    let workspace = model.makeWorkspace(capacity: sampleCount, arithmetic)
    model.prepare(parameters, into: prepared)
    workspace.inputs(sampleCount: sampleCount).fill { inputs[$1 * model.inputCount + $0] }
    model.forward(sampleCount: sampleCount, prepared, in: workspace, keepsStates: true)
    workspace.outputGradient(sampleCount: sampleCount).fill { weights[$1 * model.classCount + $0] }
    model.backward(sampleCount: sampleCount, prepared, in: workspace)
    var gradient = [Double](repeating: 0, count: model.parameterCount)
    gradient.withUnsafeMutableBufferPointer {
      model.collect(prepared, from: workspace, into: $0.baseAddress!)
    }
    return gradient
  }

  @Test func featuresOfEveryLayerAreAtHand() {
    let model = hybrid(measuring: [0, 1])
    var stream = RandomStream(seed: 3, name: "features")
    let parameters = model.initialParameters(from: &stream)
    // More than a chunk of inference, and no multiple of it.
    let count = 131
    let features = Matrix(
      rowCount: count, columnCount: 2, elements: (0..<2 * count).map { _ in stream.normal() })
    let angles = model.features(ofLayer: 0, for: features, parameters: parameters)
    let values = model.features(ofLayer: 1, for: features, parameters: parameters)
    let logits = model.logits(for: features, parameters: parameters)
    #expect((angles.rowCount, angles.columnCount) == (count, 4))
    #expect((values.rowCount, values.columnCount) == (count, 2))
    for row in [0, 63, 64, 130] {
      for unit in 0..<4 {
        let expected = features[row, 0] * parameters[unit] + features[row, 1] * parameters[4 + unit]
        #expect(abs(angles[row, unit] - expected) < 1e-14)
      }
      let expected = values[row, 0] * parameters[68] + values[row, 1] * parameters[71]
      #expect(abs(logits[row, 0] - expected) < 1e-14)
    }
  }

  @Test func aModelWithoutParametersIsAModel() {
    let model = Model([ActivationLayer(.tanh, count: 2)])
    let features = Matrix(rowCount: 1, columnCount: 2, elements: [0, 1])
    #expect(model.logits(for: features, parameters: [])[0, 0] == 0)
    #expect(model.inactiveParameters().isEmpty)
  }

  @Test func layersThatDoNotFitStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      dieQuietly()

      _ = Model([Dense(inputCount: 2, outputCount: 3), Dense(inputCount: 4, outputCount: 2)])
    }
  }
}

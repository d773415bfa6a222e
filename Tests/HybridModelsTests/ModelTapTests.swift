import Arithmetic
import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import HybridModels

@Suite struct ModelTapTests {
  private let observables: [PauliString] = [
    PauliString([0: .x]), PauliString([0: .y, 2: .z]), PauliString([1: .z, 3: .x]),
  ]

  /// A weighted sum of logits and of what all taps show, and its gradient.
  private func evaluate(
    _ model: Model, _ parameters: [Double], inputs: [Double], threadCount: Int = 1
  ) -> (loss: Double, gradient: [Double]) {
    let count = inputs.count / model.inputCount
    let batch = BatchGradient(model, capacity: count, Arithmetic(.double), threadCount: threadCount)
    func weigh(_ values: BatchTable, into gradient: BatchTable, from start: Int, seed: Int)
      -> Double
    {
      var sum = 0.0
      gradient.fill { feature, sample in
        let weight = Double((7 * feature + 3 * (start + sample) + seed) % 11) - 5
        sum += weight * values[feature, sample]
        return weight
      }
      return sum
    }
    let loss = batch.compute(parameters, sampleCount: count) { part in
      part.workspace.inputs(sampleCount: part.samples.count).fill { feature, sample in
        inputs[(part.samples.lowerBound + sample) * model.inputCount + feature]
      }
    } loss: { part in
      let start = part.samples.lowerBound
      var sum = weigh(
        part.workspace.logits(sampleCount: part.samples.count),
        into: part.workspace.outputGradient(sampleCount: part.samples.count), from: start, seed: 0)
      for tap in model.taps.indices {
        let tables = part.workspace.tables(ofTap: tap, sampleCount: part.samples.count)
        sum += weigh(tables.values, into: tables.gradient, from: start, seed: tap + 1)
      }
      return sum
    }
    return (loss, Array(batch.values[..<model.parameterCount]))
  }

  @Test(.tags(.gradient)) func derivativesFlowBackFromTaps() {
    let taps: [ModelTap] = [
      .outputs(ofLayer: 1), .observables(observables, ofLayer: 1), .outputs(ofLayer: 0),
      .outputs(ofLayer: 2),
    ]
    var stream = RandomStream(seed: 3, name: "taps")
    let inputs = (0..<6).map { _ in stream.normal() }
    for isFrozen in [false, true] {
      let model = hybrid(measuring: [0, 1], isFrozen: isFrozen).tapped(at: taps)
      let parameters = model.initialParameters(from: &stream)
      let slopes = finiteDifferences(
        of: { evaluate(model, $0, inputs: inputs).loss }, at: parameters)
      let (_, gradient) = evaluate(model, parameters, inputs: inputs)
      for (index, range) in model.parameterRanges.enumerated() {
        if isFrozen && index == 1 {
          #expect(gradient[range].allSatisfy { $0 == 0 })
        } else {
          #expect(largestDistance(Array(gradient[range]), Array(slopes[range])) < 1e-7)
        }
      }
    }
  }

  /// What a tap shows is what a circuit that measures it gives.
  @Test func tapsShowTheCircuitsObservables() {
    let model = hybrid(measuring: [0, 1]).tapped(at: [
      .observables(observables, ofLayer: 1), .outputs(ofLayer: 1),
    ])
    var stream = RandomStream(seed: 4, name: "taps")
    let parameters = model.initialParameters(from: &stream)
    let arithmetic = Arithmetic(.double)
    let prepared = model.makePrepared(arithmetic)
    model.prepare(parameters, into: prepared)
    let workspace = model.makeWorkspace(capacity: 1, arithmetic)
    workspace.inputs(sampleCount: 1).fill { feature, _ in [0.3, -0.8][feature] }
    model.forward(sampleCount: 1, prepared, in: workspace, keepsStates: false)
    let angles = workspace.features(ofLayer: 0, sampleCount: 1)
    guard let circuit = (model.layers[1] as? CircuitLayer)?.circuit.circuit else { return }
    let values = VariationalCircuit(circuit, measuring: observables).outputs(
      inputs: (0..<4).map { angles[$0, 0] }, parameters: Array(parameters[8..<68]),
      sampleCount: 1)
    let shown = workspace.tables(ofTap: 0, sampleCount: 1).values
    #expect(largestDistance((0..<3).map { shown[$0, 0] }, values) < 1e-12)
    let outputs = workspace.tables(ofTap: 1, sampleCount: 1).values
    #expect(outputs.start == workspace.features(ofLayer: 1, sampleCount: 1).start)
  }

  /// Parts and threads change nothing, taps or not.
  @Test func partsOfABatchSeeTheirOwnSamples() {
    let model = hybrid(measuring: [0, 1]).tapped(at: [.observables(observables, ofLayer: 1)])
    var stream = RandomStream(seed: 5, name: "taps")
    let parameters = model.initialParameters(from: &stream)
    let inputs = (0..<2 * 1500).map { _ in stream.normal() }
    let one = evaluate(model, parameters, inputs: inputs)
    #expect(one == evaluate(model, parameters, inputs: inputs, threadCount: 2))
  }
}

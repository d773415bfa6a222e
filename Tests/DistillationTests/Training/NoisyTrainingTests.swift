import Arithmetic
import HybridModels
import QuantumSimulation
import RandomStreams
import Testing

@testable import Distillation

/// Students that learn with the noise, or the shots, of a device.
@Suite struct NoisyTrainingTests {
  private let xor: XORTraining

  init() throws {
    xor = try XORTraining()
  }

  private static let noise = NoiseModel(
    channels: [.depolarizing(pauliProbability: 0.02)], readout: ReadoutError(probability: 0.03))

  @Test(
    arguments: [
      CircuitExecution(noise: noise), CircuitExecution(noise: noise, shots: 30),
      CircuitExecution(shots: 30, shotGradient: .spsa(step: 0.3, directions: 6)),
    ])
  func xorIsLearnt(execution: CircuitExecution) throws {
    let model = xor.hybrid(isFrozen: false)
    let trained = try xor.train(model.executed(execution), xor.labels, epochs: 25)
    #expect(xor.score(model, trained) > 0.9)
    // The same seed draws the same shots; a frozen circuit stays as it is.
    let again = try xor.train(
      xor.hybrid(isFrozen: true).executed(execution), xor.labels, epochs: 2)
    let other = try xor.train(
      xor.hybrid(isFrozen: true).executed(execution), xor.labels, epochs: 2)
    #expect(again == other)
  }

  /// Without noise a density matrix is a state, and training the same but for roundings.
  @Test func withoutNoiseTrainingIsTheSame() throws {
    let model = xor.hybrid(isFrozen: false)
    let ideal = try xor.train(model, xor.labels, epochs: 3)
    let noisy = try xor.train(
      model.executed(CircuitExecution(noise: NoiseModel())), xor.labels, epochs: 3)
    for (left, right) in zip(ideal.parameters, noisy.parameters) {
      // Adam divides by the root of mean squares, so that roundings of small slopes grow.
      #expect(abs(left - right) < 1e-7)
    }
  }

  @Test func theNumberOfThreadsDoesNotChangeAShot() throws {
    let model = xor.hybrid(isFrozen: false).executed(
      CircuitExecution(noise: Self.noise, shots: 2000))
    let results = try [1, 3].map {
      try xor.train(
        model, xor.labels, epochs: 1, batch: 40, precision: .single, threadCount: $0)
    }
    #expect(results[0] == results[1])
    let step = BatchGradient(model, capacity: 40, Arithmetic(.single), threadCount: 3)
    #expect(step.workspaceCount > 1)
  }
}

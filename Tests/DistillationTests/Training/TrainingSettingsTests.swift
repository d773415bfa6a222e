import Arithmetic
import Datasets
import Foundation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

@Suite struct TrainingSettingsTests {
  private let xor: XORTraining

  init() throws {
    xor = try XORTraining()
  }

  @Test func stepsFillWholeEpochs() {
    var settings = TrainingSettings(optimizer: .adam(rate: 1), epochs: 0, batch: 8)
    settings.length = .steps(10)
    #expect(settings.stepsPerEpoch(sampleCount: 30) == 3)
    #expect(settings.epochs(sampleCount: 30) == 4)
    settings.dropRemainder = false
    #expect(settings.stepsPerEpoch(sampleCount: 30) == 4)
    #expect(settings.epochs(sampleCount: 30) == 3)
    #expect(settings.stepsPerEpoch(sampleCount: 5) == 1)
    #expect(settings.epochs(sampleCount: 5) == 10)
  }

  @Test func schedulesFollowTheTraining() throws {
    // The 5 steps are at 0, 0.2 ... 0.8 of the training; nothing is learnt in them.
    let rising = Objective([CrossEntropyTerm(weight: .linear(from: 0, to: 1))])
    let losses = try xor.train(xor.network, rising, epochs: 5, batch: 40, rate: 0).losses
    let whole = try xor.train(xor.network, xor.labels, epochs: 5, batch: 40, rate: 0).losses
    #expect(largestDistance(losses, (0..<5).map { 0.2 * Double($0) * whole[$0] }) < 1e-14)
  }

  /// What is best on the validation part is found, and a training that gets no better ends.
  @Test(
    arguments: [
      .adam(rate: 0.05), .adamW(rate: 0.05), .lbfgs(), .sgd(rate: 0.5, momentum: 0.9),
    ] as [OptimizerSettings])
  func theBestEpochIsChosenOnTheValidationPart(optimizer: OptimizerSettings) throws {
    var stream = RandomStream(seed: 9, name: "validation")
    let validation = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.25).sample(
      perBlob: 20, from: &stream)
    var initial = RandomStream(seed: 2, name: "init")
    let start = xor.network.initialParameters(from: &initial)
    var settings = TrainingSettings(
      optimizer: optimizer, epochs: 60, batch: 8, selection: .bestOnValidation,
      precision: .double)
    func train(
      _ settings: TrainingSettings, epochDone: (() -> TrainingCheckpoint) -> Void = { _ in },
      resuming: TrainingCheckpoint? = nil
    ) throws -> TrainedParameters {
      try Trainer(xor.network, objective: xor.labels, settings: settings).train(
        on: TrainingSet(xor.data), validation: validation, from: start,
        batches: RandomStream(seed: 2, name: "batches"), resuming: resuming, epochDone: epochDone)
    }
    var epochs: [[Double]] = []
    let best = try train(settings) { epochs.append($0().parameters) }
    #expect(epochs.count == 60 && best.losses.count == 60)
    let scores = epochs.map { parameters in
      let logits = xor.network.logits(for: validation.features, parameters: parameters)
      return macroF1(predictions: logits.argmaxOfRows(), labels: validation.labels)
    }
    #expect(scores[best.epoch - 1] == scores.max())
    #expect(epochs[best.epoch - 1] == best.parameters)
    settings.earlyStopping = EarlyStopping(patience: 5)
    var last: TrainingCheckpoint?
    let short = try train(settings) { if last == nil || last!.losses.count < 7 { last = $0() } }
    #expect(short.losses.count <= best.losses.count)
    #expect(short.losses.count == 60 || short.losses.count == short.epoch + 5)
    #expect(try train(settings, resuming: last) == short)
    settings.selection = .last
    let stopped = try train(settings)
    #expect(stopped.losses == short.losses && stopped.epoch == stopped.losses.count)
  }

  /// A gradient that is clipped to next to nothing changes next to nothing; a rate that falls to zero ends at rest.
  @Test func gradientsAreClippedAndRatesFollowTheirSchedule() throws {
    var settings = TrainingSettings(
      optimizer: .sgd(rate: 1), epochs: 3, batch: 40, clip: 1e-6, precision: .double)
    var initial = RandomStream(seed: 2, name: "init")
    let start = xor.network.initialParameters(from: &initial)
    func path(_ settings: TrainingSettings) throws -> [[Double]] {
      var path = [start]
      _ = try Trainer(xor.network, objective: xor.labels, settings: settings).train(
        on: TrainingSet(xor.data), from: start, batches: RandomStream(seed: 2, name: "batches")
      ) { path.append($0().parameters) }
      return path
    }
    func lengths(_ path: [[Double]]) -> [Double] {
      zip(path, path.dropFirst()).map { before, after in
        zip(before, after).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      }
    }
    for length in lengths(try path(settings)) { #expect(abs(length - 1e-6) < 1e-11) }
    settings.optimizer = .sgd(rate: .linear(from: 1, to: 0))
    let falling = lengths(try path(settings))
    for (length, rate) in zip(falling, [1, 2 / 3.0, 1 / 3.0]) {
      #expect(abs(length - rate * 1e-6) < 1e-11)
    }
  }
}

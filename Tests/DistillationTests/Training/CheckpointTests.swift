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

/// Trainings that were stopped, and go on.
@Suite struct CheckpointTests {
  private let xor: XORTraining

  init() throws {
    xor = try XORTraining()
  }

  /// Stopped after any epoch, written down, and gone on with: the same bits.
  @Test(arguments: [
    OptimizerSettings.adam(rate: 0.05), .sgd(rate: 0.1, momentum: 0.9),
  ])
  func aTrainingGoesOnAsIfItHadNeverStopped(optimizer: OptimizerSettings) throws {
    let model = xor.hybrid(isFrozen: false)
    let trainer = Trainer(
      model, objective: xor.labels,
      settings: TrainingSettings(optimizer: optimizer, epochs: 6, batch: 8, dropRemainder: false))
    var initial = RandomStream(seed: 2, name: "init")
    let start = model.initialParameters(from: &initial)
    let batches = RandomStream(seed: 2, name: "batches")
    var checkpoints: [TrainingCheckpoint] = []
    let whole = try trainer.train(
      on: TrainingSet(xor.data), validation: xor.data, from: start, batches: batches
    ) { checkpoints.append($0()) }
    #expect(checkpoints.count == 6)
    #expect(whole.curve.steps.count == 6 && whole.curve.losses == whole.losses)
    #expect(whole.curve.validationMacroF1.count == 1)
    for checkpoint in checkpoints {
      let written = try JSONEncoder().encode(checkpoint)
      let read = try JSONDecoder().decode(TrainingCheckpoint.self, from: written)
      #expect(read == checkpoint)
      var epochsDone = 0
      let resumed = try trainer.train(
        on: TrainingSet(xor.data), validation: xor.data, from: start, batches: batches,
        resuming: read
      ) { _ in epochsDone += 1 }
      #expect(resumed == whole)
      #expect(epochsDone == 6 - checkpoint.losses.count)
    }
  }

  /// Two models teach each other, and go on from where they were.
  @Test func peersGoOnFromACheckpoint() throws {
    let mutual = Objective([
      CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 1),
    ])
    let settings = TrainingSettings(
      optimizer: .adam(rate: 0.05), epochs: 30, batch: 8, precision: .double)
    let models = (xor.hybrid(isFrozen: false), xor.network)
    var initial = RandomStream(seed: 2, name: "init")
    let start = (
      own: models.0.initialParameters(from: &initial),
      peer: models.1.initialParameters(from: &initial)
    )
    func train(
      resuming checkpoint: TrainingCheckpoint? = nil,
      epochDone: (() -> TrainingCheckpoint) -> Void = { _ in }
    ) throws -> TrainedParameters {
      try Trainer(models.0, objective: mutual, settings: settings).train(
        beside: Trainer(models.1, objective: mutual, settings: settings), on: TrainingSet(xor.data),
        from: start, batches: RandomStream(seed: 2, name: "batches"), resuming: checkpoint,
        epochDone: epochDone)
    }
    var middle: TrainingCheckpoint?
    let whole = try train { if middle == nil || middle!.losses.count < 11 { middle = $0() } }
    #expect(xor.score(models.0, whole) > 0.95)
    let written = try JSONEncoder().encode(try #require(middle))
    let read = try JSONDecoder().decode(TrainingCheckpoint.self, from: written)
    #expect(read.peer?.count == 1 && read.losses.count == 11)
    #expect(try train(resuming: read) == whole)
    // Peers that stopped at different epochs begin anew.
    var early: TrainingCheckpoint?
    _ = try train { if early == nil { early = $0() } }
    var mixed = read
    mixed.peer = early?.peer
    var epochsDone = 0
    #expect(try train(resuming: mixed) { _ in epochsDone += 1 } == whole)
    #expect(epochsDone == 30)
  }

  /// A checkpoint of another training begins nothing.
  @Test func aCheckpointThatDoesNotFitIsPassedOver() throws {
    var initial = RandomStream(seed: 2, name: "init")
    let start = xor.network.initialParameters(from: &initial)
    let batches = RandomStream(seed: 2, name: "batches")
    func trainer(_ optimizer: OptimizerSettings, epochs: Int = 2) -> Trainer {
      Trainer(
        xor.network, objective: xor.labels,
        settings: TrainingSettings(optimizer: optimizer, epochs: epochs, batch: 8))
    }
    var last: TrainingCheckpoint?
    let set = TrainingSet(xor.data)
    _ = try trainer(.sgd(rate: 0.1, momentum: 0)).train(on: set, from: start, batches: batches) {
      last = $0()
    }
    let adam = trainer(.adam(rate: 0.01))
    let whole = try adam.train(on: set, from: start, batches: batches)
    #expect(try adam.train(on: set, from: start, batches: batches, resuming: last) == whole)
    // Nor does one of a longer training.
    var late: TrainingCheckpoint?
    _ = try trainer(.adam(rate: 0.01), epochs: 3).train(on: set, from: start, batches: batches) {
      late = $0()
    }
    #expect(try adam.train(on: set, from: start, batches: batches, resuming: late) == whole)
  }
}

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

@Suite struct TrainerTests {
  private let xor: XORTraining

  init() throws {
    xor = try XORTraining()
  }

  @Test func networksAndHybridsLearnXOR() throws {
    for model in [xor.network, xor.hybrid(isFrozen: false)] {
      let trained = try xor.train(model, xor.labels, epochs: 60)
      #expect(xor.score(model, trained) > 0.95)
      #expect(trained.losses.count == 60)
      #expect(trained.losses.last! < 0.5 * trained.losses.first!)
    }
  }

  @Test func aTeachersLogitsAloneTeachWhatItKnows() throws {
    // A teacher that is right and sure; the student never sees a label.
    let teacherLogits = Matrix(
      rowCount: 40, columnCount: 2,
      elements: xor.data.labels.flatMap { $0 == 0 ? [4.0, -4] : [-4, 4] })
    let objective = Objective([LogitsTerm(weight: 1, temperature: 2)])
    let trained = try xor.train(xor.network, objective, epochs: 60, teacherLogits: teacherLogits)
    #expect(xor.score(xor.network, trained) > 0.95)
  }

  /// Two labelled samples teach nobody XOR; what a teacher says of others does.
  @Test func samplesWithoutLabelsAreLearntFromATeacher() throws {
    let few = Dataset(
      features: xor.data.features.selecting(rows: [0, 39]),
      labels: [xor.data.labels[0], xor.data.labels[39]],
      classCount: 2)
    let others = Array(1..<39)
    let teacherLogits = Matrix(
      rowCount: 40, columnCount: 2,
      elements: ([0, 39] + others).flatMap { xor.data.labels[$0] == 0 ? [4.0, -4] : [-4, 4] })
    let set = TrainingSet(
      few, transfer: xor.data.features.selecting(rows: others), teacherLogits: teacherLogits)
    func train(_ terms: [any ObjectiveTerm], _ length: TrainingLength) throws -> TrainedParameters {
      var initial = RandomStream(seed: 2, name: "init")
      var settings = TrainingSettings(
        optimizer: .adam(rate: 0.05), epochs: 0, batch: 8, dropRemainder: false, precision: .double)
      settings.length = length
      let trainer = Trainer(xor.network, objective: Objective(terms), settings: settings)
      return try trainer.train(
        on: set, from: xor.network.initialParameters(from: &initial),
        batches: RandomStream(seed: 2, name: "batches"))
    }
    let mixed = try train(
      [CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)], .steps(300))
    #expect(xor.score(xor.network, mixed) > 0.95)
    // 40 samples are 5 batches: 60 epochs are 300 steps.
    #expect(mixed.losses.count == 60)
    let alone = try train([CrossEntropyTerm(weight: 1)], .steps(300))
    #expect(xor.score(xor.network, alone) < 0.9)
    // Of two samples a step is an epoch; the others are not looked at.
    #expect(alone.losses.count == 300)
    #expect(try alone == xor.train(xor.network, xor.labels, on: TrainingSet(few), epochs: 300))
  }

  @Test func trainingTwiceGivesTheSameBits() throws {
    let model = xor.hybrid(isFrozen: false)
    #expect(try xor.train(model, xor.labels, epochs: 5) == xor.train(model, xor.labels, epochs: 5))
  }

  @Test func frozenLayersStayAsTheyWereDrawn() throws {
    let model = xor.hybrid(isFrozen: true)
    var stream = RandomStream(seed: 2, name: "init")
    let initial = model.initialParameters(from: &stream)
    let trained = try xor.train(model, xor.labels, epochs: 5).parameters
    let circuit = model.parameterRanges[1]
    #expect(trained[circuit] == initial[circuit])
    #expect(trained[..<circuit.lowerBound] != initial[..<circuit.lowerBound])
    #expect(trained[circuit.upperBound...] != initial[circuit.upperBound...])
  }

  /// With a rate of 0 nothing moves, and every epoch's loss is that of the same model on the samples it saw.
  @Test func anEpochsLossIsTheMeanOverTheSamplesItSaw() throws {
    let all = try xor.train(xor.network, xor.labels, epochs: 3, batch: 40, rate: 0).losses
    let parts = try xor.train(
      xor.network, xor.labels, epochs: 3, batch: 15, dropRemainder: false, rate: 0
    )
    .losses
    #expect(largestDistance(all, parts) < 1e-14)
    // 40 samples, 30 seen, and not always the same ones.
    let dropped = try xor.train(xor.network, xor.labels, epochs: 3, batch: 15, rate: 0).losses
    #expect(Set(dropped).count == 3)
    #expect(largestDistance(all, dropped) > 1e-6)
  }

  @Test func aBatchLargerThanTheDataIsAllOfIt() throws {
    #expect(
      try xor.train(xor.network, xor.labels, epochs: 3, batch: 1000)
        == xor.train(xor.network, xor.labels, epochs: 3, batch: 40))
  }

  @Test(arguments: Activation.allCases)
  func aLossThatIsNoNumberIsAFailure(activation: Activation) {
    let model = Model([
      Dense(inputCount: 2, outputCount: 3), ActivationLayer(activation, count: 3),
      Dense(inputCount: 3, outputCount: 2),
    ])
    let broken = Dataset(
      features: Matrix(rowCount: 1, columnCount: 2, elements: [.nan, 0]), labels: [0], classCount: 2
    )
    let settings = TrainingSettings(optimizer: .adam(rate: 0.1), epochs: 3)
    let failure = #expect(throws: TrainingFailure.self) {
      try Trainer(model, objective: xor.labels, settings: settings).train(
        on: TrainingSet(broken), from: Array(repeating: 0.1, count: model.parameterCount),
        batches: RandomStream(seed: 0, name: ""))
    }
    #expect(failure?.description.hasPrefix("the loss became nan in epoch 0;") == true)
    #expect("\(TrainingFailure.loss(-Double.nan, epoch: 0))".hasPrefix("the loss became nan in"))
  }

  @Test(
    arguments: [AmplitudeEmbedding(qubitCount: 1), BasisEmbedding(qubitCount: 2)] as [any Embedding]
  )
  func aSampleWithoutAStateIsNamed(embedding: any Embedding) {
    var circuit = Circuit(qubitCount: embedding.qubitCount)
    circuit.append(embedding)
    circuit.append(StronglyEntanglingLayers(qubitCount: embedding.qubitCount, layerCount: 1))
    let model = Model([
      CircuitLayer(VariationalCircuit(circuit, measuring: [.z(0)])),
      Dense(inputCount: 1, outputCount: 2),
    ])
    let bad: [Double] = embedding is BasisEmbedding ? [0, 0.5] : [0, 0]
    let samples = Dataset(
      features: Matrix(rowCount: 3, columnCount: 2, elements: [1, 0, 0, 1] + bad),
      labels: [0, 1, 0], classCount: 2)
    let failure = #expect(throws: TrainingFailure.self) {
      try Trainer(
        model, objective: xor.labels,
        settings: TrainingSettings(optimizer: .adam(rate: 0.1), epochs: 1)
      ).train(
        on: TrainingSet(samples), from: Array(repeating: 0.1, count: model.parameterCount),
        batches: RandomStream(seed: 0, name: ""))
    }
    #expect(failure?.description.hasPrefix("sample 2: ") == true)
  }

  @Test func parametersThatOverflowInTheLastStepAreAFailure() {
    let settings = TrainingSettings(
      optimizer: .sgd(rate: .constant(.greatestFiniteMagnitude)), epochs: 1, batch: 40)
    #expect(throws: TrainingFailure.parameters) {
      try Trainer(
        xor.network, objective: Objective([CrossEntropyTerm(weight: 100)]), settings: settings
      )
      .train(
        on: TrainingSet(xor.data), from: Array(repeating: 1, count: xor.network.parameterCount),
        batches: RandomStream(seed: 0, name: ""))
    }
  }
}

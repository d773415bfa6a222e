import Arithmetic
import Datasets
import Foundation
import Tables
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import Distillation

@Suite struct TrainerTests {
  let data: Dataset
  let network = Model([
    Dense(inputCount: 2, outputCount: 8), ActivationLayer(.tanh, count: 8),
    Dense(inputCount: 8, outputCount: 2),
  ])
  let labels = Objective([CrossEntropyTerm(weight: 1)])

  init() throws {
    var stream = RandomStream(seed: 1, name: "data")
    data = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.15).sample(perBlob: 10, from: &stream)
  }

  private func hybrid(isFrozen: Bool) -> Model {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2))
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 2))
    return Model(
      [
        Dense(inputCount: 2, outputCount: 2),
        CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
        Dense(inputCount: 2, outputCount: 2),
      ], frozenLayers: isFrozen ? [1] : [])
  }

  private func train(
    _ model: Model, _ objective: Objective, on set: TrainingSet? = nil, epochs: Int,
    batch: Int = 8, dropRemainder: Bool = true, teacherLogits: Matrix? = nil, rate: Double = 0.05,
    precision: Precision = .double, threadCount: Int = 1
  ) throws -> TrainedParameters {
    var initial = RandomStream(seed: 2, name: "init")
    let settings = TrainingSettings(
      optimizer: .adam(rate: .constant(rate)), epochs: epochs, batch: batch,
      dropRemainder: dropRemainder,
      precision: precision)
    return try Trainer(
      model, objective: objective, settings: settings, threadCount: threadCount
    ).train(
      on: set ?? TrainingSet(data, teacherLogits: teacherLogits),
      from: model.initialParameters(from: &initial),
      batches: RandomStream(seed: 2, name: "batches"))
  }

  private func score(_ model: Model, _ trained: TrainedParameters) -> Double {
    let logits = model.logits(for: data.features, parameters: trained.parameters)
    return accuracy(predictions: logits.argmaxOfRows(), labels: data.labels)
  }

  @Test func networksAndHybridsLearnXOR() throws {
    for model in [network, hybrid(isFrozen: false)] {
      let trained = try train(model, labels, epochs: 60)
      #expect(score(model, trained) > 0.95)
      #expect(trained.losses.count == 60)
      #expect(trained.losses.last! < 0.5 * trained.losses.first!)
    }
  }

  @Test func aTeachersLogitsAloneTeachWhatItKnows() throws {
    // A teacher that is right and sure; the student never sees a label.
    let teacherLogits = Matrix(
      rowCount: 40, columnCount: 2,
      elements: data.labels.flatMap { $0 == 0 ? [4.0, -4] : [-4, 4] })
    let objective = Objective([LogitsTerm(weight: 1, temperature: 2)])
    let trained = try train(network, objective, epochs: 60, teacherLogits: teacherLogits)
    #expect(score(network, trained) > 0.95)
  }

  /// Two labelled samples teach nobody XOR; what a teacher says of others does.
  @Test func samplesWithoutLabelsAreLearntFromATeacher() throws {
    let few = Dataset(
      features: data.features.selecting(rows: [0, 39]), labels: [data.labels[0], data.labels[39]],
      classCount: 2)
    let others = Array(1..<39)
    let teacherLogits = Matrix(
      rowCount: 40, columnCount: 2,
      elements: ([0, 39] + others).flatMap { data.labels[$0] == 0 ? [4.0, -4] : [-4, 4] })
    let set = TrainingSet(
      few, transfer: data.features.selecting(rows: others), teacherLogits: teacherLogits)
    func train(_ terms: [any ObjectiveTerm], _ length: TrainingLength) throws -> TrainedParameters {
      var initial = RandomStream(seed: 2, name: "init")
      var settings = TrainingSettings(
        optimizer: .adam(rate: 0.05), epochs: 0, batch: 8, dropRemainder: false, precision: .double)
      settings.length = length
      let trainer = Trainer(network, objective: Objective(terms), settings: settings)
      return try trainer.train(
        on: set, from: network.initialParameters(from: &initial),
        batches: RandomStream(seed: 2, name: "batches"))
    }
    let mixed = try train(
      [CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)], .steps(300))
    #expect(score(network, mixed) > 0.95)
    // 40 samples are 5 batches: 60 epochs are 300 steps.
    #expect(mixed.losses.count == 60)
    let alone = try train([CrossEntropyTerm(weight: 1)], .steps(300))
    #expect(score(network, alone) < 0.9)
    // Of two samples a step is an epoch; the others are not looked at.
    #expect(alone.losses.count == 300)
    #expect(try alone == self.train(network, labels, on: TrainingSet(few), epochs: 300))
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
    let losses = try train(network, rising, epochs: 5, batch: 40, rate: 0).losses
    let whole = try train(network, labels, epochs: 5, batch: 40, rate: 0).losses
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
    let start = network.initialParameters(from: &initial)
    var settings = TrainingSettings(
      optimizer: optimizer, epochs: 60, batch: 8, selection: .bestOnValidation,
      precision: .double)
    func train(
      _ settings: TrainingSettings, epochDone: (() -> TrainingCheckpoint) -> Void = { _ in },
      resuming: TrainingCheckpoint? = nil
    ) throws -> TrainedParameters {
      try Trainer(network, objective: labels, settings: settings).train(
        on: TrainingSet(data), validation: validation, from: start,
        batches: RandomStream(seed: 2, name: "batches"), resuming: resuming, epochDone: epochDone)
    }
    var epochs: [[Double]] = []
    let best = try train(settings) { epochs.append($0().parameters) }
    #expect(epochs.count == 60 && best.losses.count == 60)
    let scores = epochs.map { parameters in
      let logits = network.logits(for: validation.features, parameters: parameters)
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
    let start = network.initialParameters(from: &initial)
    func path(_ settings: TrainingSettings) throws -> [[Double]] {
      var path = [start]
      _ = try Trainer(network, objective: labels, settings: settings).train(
        on: TrainingSet(data), from: start, batches: RandomStream(seed: 2, name: "batches")
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

  @Test func trainingTwiceGivesTheSameBits() throws {
    let model = hybrid(isFrozen: false)
    #expect(try train(model, labels, epochs: 5) == train(model, labels, epochs: 5))
  }

  @Test func frozenLayersStayAsTheyWereDrawn() throws {
    let model = hybrid(isFrozen: true)
    var stream = RandomStream(seed: 2, name: "init")
    let initial = model.initialParameters(from: &stream)
    let trained = try train(model, labels, epochs: 5).parameters
    let circuit = model.parameterRanges[1]
    #expect(trained[circuit] == initial[circuit])
    #expect(trained[..<circuit.lowerBound] != initial[..<circuit.lowerBound])
    #expect(trained[circuit.upperBound...] != initial[circuit.upperBound...])
  }

  /// With a rate of 0 nothing moves, and every epoch's loss is that of the same model on the samples it saw.
  @Test func anEpochsLossIsTheMeanOverTheSamplesItSaw() throws {
    let all = try train(network, labels, epochs: 3, batch: 40, rate: 0).losses
    let parts = try train(network, labels, epochs: 3, batch: 15, dropRemainder: false, rate: 0)
      .losses
    #expect(largestDistance(all, parts) < 1e-14)
    // 40 samples, 30 seen, and not always the same ones.
    let dropped = try train(network, labels, epochs: 3, batch: 15, rate: 0).losses
    #expect(Set(dropped).count == 3)
    #expect(largestDistance(all, dropped) > 1e-6)
  }

  @Test func aBatchLargerThanTheDataIsAllOfIt() throws {
    #expect(
      try train(network, labels, epochs: 3, batch: 1000)
        == train(network, labels, epochs: 3, batch: 40))
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
      try Trainer(model, objective: labels, settings: settings).train(
        on: TrainingSet(broken), from: Array(repeating: 0.1, count: model.parameterCount),
        batches: RandomStream(seed: 0, name: ""))
    }
    #expect(failure?.description.hasPrefix("the loss became nan in epoch 0;") == true)
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
        model, objective: labels,
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
        network, objective: Objective([CrossEntropyTerm(weight: 100)]), settings: settings
      )
      .train(
        on: TrainingSet(data), from: Array(repeating: 1, count: network.parameterCount),
        batches: RandomStream(seed: 0, name: ""))
    }
  }

  /// Stopped after any epoch, written down, and gone on with: the same bits.
  @Test(arguments: [
    OptimizerSettings.adam(rate: 0.05), .sgd(rate: 0.1, momentum: 0.9),
  ])
  func aTrainingGoesOnAsIfItHadNeverStopped(optimizer: OptimizerSettings) throws {
    let model = hybrid(isFrozen: false)
    let trainer = Trainer(
      model, objective: labels,
      settings: TrainingSettings(optimizer: optimizer, epochs: 6, batch: 8, dropRemainder: false))
    var initial = RandomStream(seed: 2, name: "init")
    let start = model.initialParameters(from: &initial)
    let batches = RandomStream(seed: 2, name: "batches")
    var checkpoints: [TrainingCheckpoint] = []
    let whole = try trainer.train(on: TrainingSet(data), from: start, batches: batches) {
      checkpoints.append($0())
    }
    #expect(checkpoints.count == 6)
    for checkpoint in checkpoints {
      let written = try JSONEncoder().encode(checkpoint)
      let read = try JSONDecoder().decode(TrainingCheckpoint.self, from: written)
      #expect(read == checkpoint)
      var epochsDone = 0
      let resumed = try trainer.train(
        on: TrainingSet(data), from: start, batches: batches, resuming: read
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
    let models = (hybrid(isFrozen: false), network)
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
        beside: Trainer(models.1, objective: mutual, settings: settings), on: TrainingSet(data),
        from: start, batches: RandomStream(seed: 2, name: "batches"), resuming: checkpoint,
        epochDone: epochDone)
    }
    var middle: TrainingCheckpoint?
    let whole = try train { if middle == nil || middle!.losses.count < 11 { middle = $0() } }
    #expect(score(models.0, whole) > 0.95)
    let written = try JSONEncoder().encode(try #require(middle))
    let read = try JSONDecoder().decode(TrainingCheckpoint.self, from: written)
    #expect(read.peer?.count == 1 && read.losses.count == 11)
    #expect(try train(resuming: read) == whole)
  }

  /// A checkpoint of another training begins nothing.
  @Test func aCheckpointThatDoesNotFitIsPassedOver() throws {
    var initial = RandomStream(seed: 2, name: "init")
    let start = network.initialParameters(from: &initial)
    let batches = RandomStream(seed: 2, name: "batches")
    func trainer(_ optimizer: OptimizerSettings) -> Trainer {
      Trainer(
        network, objective: labels,
        settings: TrainingSettings(optimizer: optimizer, epochs: 2, batch: 8))
    }
    var last: TrainingCheckpoint?
    let set = TrainingSet(data)
    _ = try trainer(.sgd(rate: 0.1, momentum: 0)).train(on: set, from: start, batches: batches) {
      last = $0()
    }
    let adam = trainer(.adam(rate: 0.01))
    let whole = try adam.train(on: set, from: start, batches: batches)
    #expect(try adam.train(on: set, from: start, batches: batches, resuming: last) == whole)
  }
}

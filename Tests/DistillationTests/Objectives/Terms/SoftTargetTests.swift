import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

/// What must hold of every term that learns from a teacher's logits.
@Suite struct SoftTargetTests {
  static func terms(at temperature: Schedule) -> [any ObjectiveTerm] {
    [
      LogitsTerm(weight: 1, temperature: temperature),
      StandardisedLogitsTerm(weight: 1, temperature: temperature),
      DecoupledTerm(weight: 1, temperature: temperature),
      DistTerm(weight: 1, temperature: temperature),
    ]
  }

  static let terms = terms(at: 2)

  @Test func theTemperatureIsThatOfTheTrainingsProgress() throws {
    var sample = TermSample.random(seed: 2)
    sample.progress = 0.5
    for (constant, changing) in zip(Self.terms, Self.terms(at: .linear(from: 3, to: 1))) {
      let value = try evaluate([constant], on: sample)
      #expect(try evaluate([changing], on: sample) == value)
      sample.progress = 0
      #expect(try evaluate([changing], on: sample) != value)
      sample.progress = 0.5
    }
  }

  @Test(.tags(.property), arguments: terms)
  func aStudentThatEqualsItsTeacherIsAtTheMinimum(term: any ObjectiveTerm) throws {
    #expect(term.needsTeacher)
    let sample = TermSample.random(seed: 2)
    var equal = sample
    equal.logits = sample.teacher!
    let value = try evaluate([term], on: equal)
    #expect(abs(value.loss) < 1e-14)
    #expect(value.gradient.allSatisfy { abs($0) < 1e-15 })
    #expect(try evaluate([term], on: sample).loss > 0.1)
    for index in equal.logits.indices {
      var other = equal
      other.logits[index] += 0.1
      #expect(try evaluate([term], on: other).loss > 1e-8)
    }
  }

  @Test(.tags(.property), arguments: terms)
  func singlePrecisionIsCloseToDouble(term: any ObjectiveTerm) throws {
    var stream = RandomStream(seed: 3, name: "soft targets")
    let (count, classCount) = (33, 6)
    func logits() -> [Double] { (0..<count * classCount).map { _ in 2 * stream.normal() } }
    let sample = TermSample(
      logits: logits(), teacher: logits(), labels: (0..<count).map { $0 % (classCount + 1) - 1 })
    for instructionSet in InstructionSet.supported {
      let double = try evaluate([term], on: sample, arithmetic: Arithmetic(.double, instructionSet))
      let single = try evaluate([term], on: sample, arithmetic: Arithmetic(.single, instructionSet))
      #expect(abs(single.loss - double.loss) < 1e-5 * double.loss)
      #expect(largestDistance(single.gradient, double.gradient) < 1e-5)
      #expect(double.gradient.contains { abs($0) > 1e-3 })
    }
  }

  /// Nor do logits that differ in their last bits only, or are far apart.
  @Test(.tags(.property), arguments: terms)
  func logitsThatAreAllTheSameBreakNothing(term: any ObjectiveTerm) throws {
    let same = [0.0, 0.1, -1e3].flatMap { [$0, $0, $0] }
    let nearly = [0.0, 0.1, -1e3].flatMap { [$0, $0.nextUp, $0.nextDown] }
    let far = [-1e3, 1e3, 0, 1e3, 1e3, -1e3, 1e3, -1e3, -1e3]
    let ordinary = [1.0, -2, 0.5, 0.25, 1, 3, -1, -0.5, 0]
    for precision in [Precision.single, .double] {
      for logits in [same, nearly, far, ordinary] {
        for teacher in [same, nearly, far, ordinary] {
          let value = try evaluate(
            [term], on: TermSample(logits: logits, teacher: teacher, labels: [0, -1, 2]),
            arithmetic: Arithmetic(precision))
          #expect(value.loss.isFinite && value.loss > -1e-5)
          #expect(value.gradient.allSatisfy { $0.isFinite })
          // Where nothing tells a direction there is none, rather than a huge one.
          if logits == same { #expect(value.gradient.allSatisfy { abs($0) < 10 }) }
        }
      }
    }
  }

  /// A vector may hold more samples than the batch has; whatever they are, they neither count nor get a gradient.
  @Test(.tags(.property), arguments: terms)
  func numbersBeyondTheBatchDoNotMatter(term: any ObjectiveTerm) throws {
    let sample = TermSample.random(seed: 4)
    let (count, classCount) = (sample.labels.count, 3)
    let student = Model([Dense(inputCount: 1, outputCount: classCount)])
    let data = Dataset(
      features: Matrix(rowCount: count, columnCount: 1), labels: sample.labels,
      classCount: classCount)
    let arithmetic = Arithmetic(.double)
    func value(padding: Double) throws -> (loss: Double, gradient: [[Double]]) {
      let loss = try term.makeLoss(
        LossContext(student: student, set: TrainingSet(data), capacity: count, arithmetic))
      let tables = [sample.logits, sample.teacher!].map {
        OwnedTable($0, featureCount: classCount, .double)
      }
      let gradient = OwnedTable(
        sample.logits.map { _ in 0 }, featureCount: classCount, .double)
      let stride = gradient.table.stride
      for (index, place) in (count..<stride).enumerated() {
        for number in 0..<classCount {
          tables[0].table[number, place] = padding * Double((index + number) % 3)
          tables[1].table[number, place] = padding * Double((index + 2 * number) % 3)
        }
      }
      let labels = (0..<stride).map { Int32($0 < count ? sample.labels[$0] : 1) }
      let sum = labels.withUnsafeBufferPointer { labels in
        loss.addLoss(
          ObjectiveBatch(
            arithmetic, progress: 0, logits: tables[0].table, gradient: gradient.table,
            teacherLogits: tables[1].table, labels: UnsafeBufferPointer(rebasing: labels[..<count]),
            part: 0..<count))
      }
      return (
        sum, (0..<stride).map { place in (0..<classCount).map { gradient.table[$0, place] } }
      )
    }
    let (plain, padded) = (try value(padding: 0), try value(padding: -7))
    #expect(padded.loss == plain.loss)
    #expect(padded.gradient == plain.gradient)
    #expect(padded.gradient[count...].allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(padded.gradient[0].contains { $0 != 0 })
  }

  /// The student sees no label.
  @Test(arguments: terms)
  func aTeacherAloneTeaches(term: any ObjectiveTerm) throws {
    var stream = RandomStream(seed: 5, name: "three corners")
    let points = (0..<90).map { _ in [stream.normal(), stream.normal()] }
    let corners = [[1.0, 0], [-0.5, 0.87], [-0.5, -0.87]]
    let teacher = points.flatMap { point in
      corners.map { 2 * ($0[0] * point[0] + $0[1] * point[1]) }
    }
    let student = Model([
      Dense(inputCount: 2, outputCount: 6), ActivationLayer(.tanh, count: 6),
      Dense(inputCount: 6, outputCount: 3),
    ])
    let set = TrainingSet(
      Dataset(features: Matrix(rowCount: 0, columnCount: 2), labels: [], classCount: 3),
      transfer: Matrix(rowCount: 90, columnCount: 2, elements: points.flatMap { $0 }),
      teacherLogits: Matrix(rowCount: 90, columnCount: 3, elements: teacher))
    var initial = RandomStream(seed: 5, name: "init")
    let trainer = Trainer(
      student, objective: Objective([term]),
      settings: TrainingSettings(
        optimizer: .adam(rate: 0.02), epochs: 40, batch: 16, dropRemainder: false))
    let trained = try trainer.train(
      on: set, from: student.initialParameters(from: &initial),
      batches: RandomStream(seed: 5, name: "batches"))
    #expect(trained.losses.last! < 0.2 * trained.losses[0])
  }
}

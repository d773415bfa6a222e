import Arithmetic
import Foundation
import HybridModels
import NeuralNetworks
import RandomStreams
import TestSupport
import Testing

@testable import Distillation

/// What holds of all terms that look inside student and teacher.
@Suite struct FeatureTermTests {
  static let terms: [any ObjectiveTerm] = [
    HintTerm(weight: 1), HintTerm(weight: 1, student: .logits, teacher: .logits),
    RelationalTerm(weight: 1), RelationalTerm(weight: 1, student: .layer(0), teacher: .logits),
    SimilarityTerm(weight: 10), SimilarityTerm(weight: 1, student: .logits),
    KernelRelationalTerm(weight: 1), KernelRelationalTerm(weight: 1, qubits: [2]),
    KernelRelationalTerm(weight: 1, teacher: .logits),
  ]

  /// With this seed no angle is near a corner of Huber's loss, which finite differences would cut.
  @Test(.tags(.gradient), arguments: terms)
  func theWholeStepsGradientIsItsSlope(term: any ObjectiveTerm) throws {
    try FeatureTraining(seed: 5).checkStep(term)
  }

  /// The circuit learns from all terms that look behind it; frozen, nothing of it does.
  @Test(.tags(.property), arguments: terms)
  func aFrozenCircuitTrainsNothingOfIt(term: any ObjectiveTerm) throws {
    let angles = 9..<27
    let gradient = try FeatureTraining().gradient(of: term)
    let frozen = try FeatureTraining(FeatureTraining.hybrid(isFrozen: true)).gradient(of: term)
    #expect(frozen[angles].allSatisfy { $0 == 0 })
    #expect(frozen[..<9] == gradient[..<9] && frozen[..<9].contains { abs($0) > 1e-4 })
    #expect(frozen[27...] == gradient[27...])
    let isOfFirstLayer = (term as? any FeatureTerm)?.student == .layer(0)
    #expect(gradient[angles].contains { abs($0) > 1e-4 } == !isOfFirstLayer)
  }

  /// What the objective has of its own is thrown away, and the trained student is one like any other.
  @Test(arguments: terms) func trainingLowersTheTerm(term: any ObjectiveTerm) throws {
    let training = FeatureTraining()
    let trained = try Trainer(
      training.student, objective: Objective([term]),
      settings: TrainingSettings(
        optimizer: .adam(rate: 0.02), epochs: 60, batch: 7, dropRemainder: false,
        precision: .single)
    ).train(
      on: training.set, from: training.parameters, batches: RandomStream(seed: 1, name: "batches"))
    #expect(trained.parameters.count == training.student.parameterCount)
    #expect(trained.losses.last! < 0.9 * trained.losses[0])
  }

  @Test func whatIsLeftOutOfAPlanHasADefault() throws {
    let defaults: [(String, any ObjectiveTerm)] = [
      ("hint", HintTerm(weight: 2)),
      ("relational", RelationalTerm(weight: 2, distance: 1, angle: 2)),
      ("similarity", SimilarityTerm(weight: 2, student: .penultimate, teacher: .penultimate)),
      ("kernelRelational", KernelRelationalTerm(weight: 2, kernel: .projected)),
    ]
    for (name, term) in defaults {
      let kind = try #require(Objective.termKinds.first { $0.name == name })
      let decoded = try JSONDecoder().decode(kind, from: Data(#"{"weight": 2}"#.utf8))
      #expect(AnyHashable(decoded) == AnyHashable(term))
      #expect(decoded.needsTeacher && decoded.teacherFeatures == [.penultimate])
    }
    let others: [any ObjectiveTerm] = [
      RelationalTerm(weight: 1, distance: 0, angle: 3),
      KernelRelationalTerm(weight: 1, kernel: .overlap, teacher: .layer(2)),
    ]
    for term in Self.terms + others { try checkCoding(term) }
  }

  private func checkCoding<Term: ObjectiveTerm>(_ term: Term) throws {
    let decoded = try JSONDecoder().decode(Term.self, from: JSONEncoder().encode(term))
    #expect(decoded == term)
  }

  @Test(
    arguments: [
      (FeatureChoice.layer(9), "student: layer 9; there are 0 to 2"),
      (.layer(-1), "student: layer -1; there are 0 to 2"),
    ])
  func aLayerThatIsNotThereIsRefused(choice: FeatureChoice, message: String) {
    let error = #expect(throws: InvalidSetting.self) {
      try RelationalTerm(weight: 1, student: choice).check(student: FeatureTraining().student)
    }
    #expect(error?.description == message)
  }

  @Test func whatCountsIsSaidAsInPlans() {
    let summary = RelationalTerm(weight: 1, distance: 1, angle: 0.5).summary
    #expect(
      summary == "distance 1, angle 0.5, penultimate of the student, penultimate of the teacher")
  }

  @Test func settingsThatMakeNoSenseAreRefused() {
    let cases: [(any ObjectiveTerm, String)] = [
      (
        RelationalTerm(weight: 1, distance: -1),
        "distance: -1; it must be a number from 0 upwards"
      ),
      (
        RelationalTerm(weight: 1, angle: .infinity),
        "angle: inf; it must be a number from 0 upwards"
      ),
      (
        RelationalTerm(weight: 1, distance: 0, angle: 0),
        "distance: 0, as is angle; one of them must be above 0"
      ),
      (
        KernelRelationalTerm(weight: 1, kernel: .overlap, qubits: [0]),
        "qubits: an overlap is of all qubits; leave them out"
      ),
      (SimilarityTerm(weight: -2), "weight: -2; it must be a number from 0 upwards"),
    ]
    for (term, message) in cases {
      let error = #expect(throws: InvalidSetting.self) { try Objective.check(term) }
      #expect(error?.description == message)
    }
    let short = Model([Dense(inputCount: 2, outputCount: 3)])
    for term in [HintTerm(weight: 1), RelationalTerm(weight: 1), SimilarityTerm(weight: 1)]
      as [any ObjectiveTerm]
    {
      let error = #expect(throws: InvalidSetting.self) { try term.check(student: short) }
      #expect(
        error?.description
          == "student: the model's only layer gives the logits; there is nothing before it")
    }
  }
}

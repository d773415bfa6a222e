import Arithmetic
import Datasets
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation

/// A hybrid student and a network that teaches it, for terms that look inside both.
struct FeatureTraining {
  /// Dense 2 -> 3, angles, 2 strongly entangling layers on 3 qubits, Z of the measured ones, dense -> 3.
  static func hybrid(
    measuring measured: [Int] = [0, 1], reuploads: Bool = false, isFrozen: Bool = false
  ) -> Model {
    var circuit = Circuit(qubitCount: 3)
    for _ in 0..<(reuploads ? 2 : 1) {
      circuit.append(AngleEmbedding(qubitCount: 3))
      circuit.append(StronglyEntanglingLayers(qubitCount: 3, layerCount: reuploads ? 1 : 2))
    }
    return Model(
      [
        Dense(inputCount: 2, outputCount: 3),
        CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: measured))),
        Dense(inputCount: measured.count, outputCount: 3),
      ], frozenLayers: isFrozen ? [1] : [])
  }

  static let teacher = Model([
    Dense(inputCount: 2, outputCount: 4), ActivationLayer(.tanh, count: 4),
    Dense(inputCount: 4, outputCount: 3),
  ])

  let student: Model
  let set: TrainingSet
  let parameters: [Double]

  /// A student with random parameters and seven samples, with what a random teacher makes of them.
  init(_ student: Model = hybrid(), seed: UInt64 = 1) {
    var stream = RandomStream(seed: seed, name: "feature training")
    self.student = student
    parameters = student.initialParameters(from: &stream)
    let features = Matrix(
      rowCount: 7, columnCount: 2, elements: (0..<14).map { _ in stream.normal() })
    let teacher = (0..<Self.teacher.parameterCount).map { _ in stream.normal() }
    set = TrainingSet(
      Dataset(features: features, labels: [0, 1, 2, 0, 1, 2, 0], classCount: 3),
      teacherLogits: Self.teacher.logits(for: features, parameters: teacher),
      teacherFeatures: [
        .penultimate: Self.teacher.features(ofLayer: 1, for: features, parameters: teacher),
        .logits: Self.teacher.logits(for: features, parameters: teacher),
      ])
  }

  func step(
    _ term: any ObjectiveTerm, capacity: Int = 7, arithmetic: Arithmetic = Arithmetic(.double)
  ) throws -> TrainingStep {
    try TrainingStep(student, Objective([term]), set, capacity: capacity, arithmetic: arithmetic)
  }

  /// The model's parameters and then the term's own, as a training would draw them.
  func allParameters(_ step: TrainingStep) -> [Double] {
    var stream = RandomStream(seed: 2, name: "objective")
    return parameters + step.ownInitialParameters(from: &stream)
  }

  /// The derivatives by all parameters that the term has after a whole training step.
  func gradient(
    of term: any ObjectiveTerm, arithmetic: Arithmetic = Arithmetic(.double)
  ) throws -> [Double] {
    let step = try step(term, arithmetic: arithmetic)
    _ = step.computeGradient(of: [0, 1, 2, 3, 4, 5, 6], parameters: allParameters(step))
    return Array(step.gradient)
  }

  /// The whole step's gradient is the slope of its loss, by every parameter; in single precision nearly so; a smaller batch
  /// after a larger one is what it is alone.
  func checkStep(
    _ term: any ObjectiveTerm, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let step = try step(term)
    let parameters = allParameters(step)
    let slopes = finiteDifferences(
      of: { step.computeGradient(of: [0, 1, 2, 3, 4, 5, 6], parameters: $0) }, at: parameters)
    let gradient = try gradient(of: term)
    let size = max(1, slopes.map(abs).max()!)
    #expect(largestDistance(gradient, slopes) < 1e-8 * size, sourceLocation: sourceLocation)
    for instructionSet in InstructionSet.supported {
      let single = try self.gradient(of: term, arithmetic: Arithmetic(.single, instructionSet))
      #expect(
        largestDistance(single, gradient) < 1e-4 * size, "\(instructionSet)",
        sourceLocation: sourceLocation)
    }
    let small = try self.step(term, capacity: 4)
    let loss = small.computeGradient(of: [2, 5, 0, 3], parameters: parameters)
    #expect(
      step.computeGradient(of: [2, 5, 0, 3], parameters: parameters) == loss,
      sourceLocation: sourceLocation)
    #expect(
      largestDistance(Array(step.gradient), Array(small.gradient)) == 0,
      sourceLocation: sourceLocation)
  }
}

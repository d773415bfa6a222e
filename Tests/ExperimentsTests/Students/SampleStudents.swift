import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport

@testable import Experiments

/// Layers of every kind, by what is special about them: the number of features, and the layers up to three classes.
let layerCases: [(name: String, inputCount: Int, layers: [LayerPlan])] = [
  ("dense", 3, [.dense(units: .classes)]),
  ("dense without bias", 3, [.dense(units: .classes, bias: false)]),
  (
    "activations", 2,
    [
      .dense(units: 4, activation: .relu), .dense(units: 5, bias: false, activation: .tanh),
      .dense(units: 3, activation: .sine, weightScale: 3), .dense(units: .classes),
    ]
  ),
  (
    "circuit between dense layers", 2,
    [
      .dense(units: 4, bias: false),
      .circuit(
        CircuitPlan(ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 5), measure: .z([0, 1]))),
      .dense(units: .classes, bias: false),
    ]
  ),
  (
    "trainable scaling", 3,
    [
      .circuit(
        CircuitPlan(
          embedding: .angle(axis: .x, scaling: .trainable),
          ansatz: AnsatzPlan(name: .realAmplitudes, layers: 2, entanglement: .full)))
    ]
  ),
  (
    "frozen", 3,
    [
      .circuit(
        CircuitPlan(ansatz: AnsatzPlan(name: .basicEntangler, layers: 2), frozen: true)),
      .dense(units: .classes),
    ]
  ),
  (
    "re-uploading", 3,
    [
      .circuit(
        CircuitPlan(
          embedding: .angle(axis: .y, scaling: .trainable),
          ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 3), reupload: true))
    ]
  ),
  (
    "amplitudes", 5,
    [
      .circuit(
        CircuitPlan(
          embedding: .amplitude(padding: 0.25), ansatz: AnsatzPlan(name: .efficientSU2, layers: 1),
          measure: .probabilities([0, 2]))),
      .dense(units: .classes),
    ]
  ),
  (
    "IQP and Pauli strings", 3,
    [
      .circuit(
        CircuitPlan(
          embedding: .iqp(repeats: 2, entanglement: .ring),
          ansatz: AnsatzPlan(name: .sim(14), layers: 1),
          measure: .paulis(["X0Z1", "Z2", "Y0"].map { PauliString($0)! }))),
      .dense(units: .classes),
    ]
  ),
  (
    "a circuit without parameters", 3,
    [
      .circuit(CircuitPlan(ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 0)))
    ]
  ),
  (
    "scale", 2,
    [
      .circuit(
        CircuitPlan(
          ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 1, mirrored: true),
          initial: .identityBlocks)),
      .scale(ScalePlan(initial: 4)), .dense(units: .classes),
      .scale(ScalePlan(perUnit: true)),
    ]
  ),
]

/// A student with these layers, untrained, as a run would save it.
func sampleStudent(
  _ layers: [LayerPlan], inputCount: Int, transforms: TransformChain? = nil,
  name: String = "sample"
) throws -> SavedStudent {
  let interface = StudentInterface(
    inputCount: inputCount, featureNames: (0..<inputCount).map { "feature \($0)" },
    labelName: "label", classNames: ["red", "green", "blue"])
  let model = try SavedStudent.makeModel(
    name: name, interface: interface, transforms: transforms, layers: layers)
  var stream = RandomStream(seed: 1, name: "sample student")
  let training = StudentTraining(
    version: "0.2.0", plan: "sample", seed: 1, choice: .bestOnValidation, seedCount: 3,
    objective: ObjectivePlan(name: "labels", terms: [CrossEntropyTerm(weight: 1)]),
    settings: TrainingSettings(optimizer: .adam(rate: 0.01), epochs: 3),
    teacher: ExperimentPlan.extendedXOR.teacher, teacherSHA256: nil, teacherTestMacroF1: 0.9,
    dataSHA256: String(repeating: "0", count: 64), validationMacroF1: 0.8, testMacroF1: 0.7,
    instructionSet: "baseline")
  // Biases begin as zeros, which would hide mistakes.
  let parameters = model.initialParameters(from: &stream).map {
    $0 + stream.uniform(in: -0.1..<0.1)
  }
  return try SavedStudent(
    name: name, interface: interface, transforms: transforms, layers: layers,
    parameters: parameters, training: training
  ).withSamples(sampleFeatures(5, inputCount))
}

/// The student of the paper.
func sampleStudent(name: String = "sample") throws -> SavedStudent {
  try sampleStudent(layerCases[3].layers, inputCount: 2, name: name)
}

/// Features of so many samples.
func sampleFeatures(_ rowCount: Int, _ columnCount: Int) -> Matrix {
  var stream = RandomStream(seed: 2, name: "sample features")
  return Matrix(
    rowCount: rowCount, columnCount: columnCount,
    elements: (0..<rowCount * columnCount).map { _ in stream.normal() })
}

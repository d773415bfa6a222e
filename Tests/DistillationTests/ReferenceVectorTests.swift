import Arithmetic
import Datasets
import Tables
import HybridModels
import NeuralNetworks
import Numerics
import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import Distillation

/// The whole road, from features to the gradient of the distillation loss, against PennyLane and PyTorch.
@Suite struct ReferenceVectorTests {
  /// What the golden file was asked to agree to.
  let tolerance = 1e-10

  private func circuit(_ golden: ReferenceVectors.Case) -> VariationalCircuit {
    var circuit = Circuit(qubitCount: golden.n)
    circuit.append(AngleEmbedding(qubitCount: golden.n))
    circuit.append(StronglyEntanglingLayers(qubitCount: golden.n, ranges: golden.ranges))
    return VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<golden.n))
  }

  private func model(_ golden: ReferenceVectors.Case) -> Model {
    Model([
      Dense(inputCount: 2, outputCount: golden.n), CircuitLayer(circuit(golden)),
      Dense(inputCount: golden.n, outputCount: 4),
    ])
  }

  @Test func thereAreNineCases() throws {
    #expect(try ReferenceVectors.load().cases.count == 9)
  }

  @Test(.tags(.golden), arguments: try ReferenceVectors.load().cases)
  func expectationValuesGradientsAndStatesOfTheCircuit(golden: ReferenceVectors.Case) {
    let circuit = circuit(golden)
    let theta = golden.params.theta.flatMap { $0.flatMap { $0 } }
    let angles = golden.angles.flatMap { $0 }
    let samples = golden.X.count
    let values = circuit.outputs(inputs: angles, parameters: theta, sampleCount: samples)
    #expect(largestDistance(values, golden.expval.flatMap { $0 }) < tolerance)

    for method in GradientMethod.allCases {
      let gradient = circuit.gradient(
        outputGradient: golden.X.flatMap { _ in golden.quantum_only.weights }, inputs: angles,
        parameters: theta, sampleCount: samples, method: method)
      #expect(
        largestDistance(gradient.inputs, golden.quantum_only.grad_angles.flatMap { $0 })
          < tolerance)
      #expect(
        largestDistance(
          gradient.parameters, golden.quantum_only.grad_theta.flatMap { $0.flatMap { $0 } })
          < tolerance)
    }

    let states = circuit.finalStates(inputs: angles, parameters: theta, sampleCount: samples)
    for basisState in 0..<1 << golden.n {
      let reversed = (0..<golden.n).reduce(0) {
        $0 | (basisState >> $1 & 1) << (golden.n - 1 - $1)
      }
      let amplitude = states.amplitude(of: basisState, sample: 0)
      // Global phase included: our layers are the same product of RZ, RY and RZ.
      #expect(abs(amplitude.real - golden.state_sample0.re[reversed]) < tolerance)
      #expect(abs(amplitude.imaginary - golden.state_sample0.im[reversed]) < tolerance)
    }
  }

  @Test(.tags(.golden), arguments: try ReferenceVectors.load().cases)
  func logitsLossAndGradientsOfTheModel(golden: ReferenceVectors.Case) throws {
    let model = model(golden)
    let parameters = golden.params.flat
    let features = Matrix(rowCount: 3, columnCount: 2, elements: golden.X.flatMap { $0 })
    let logits = model.logits(for: features, parameters: parameters)
    #expect(largestDistance(logits.elements, golden.logits.flatMap { $0 }) < tolerance)

    let set = TrainingSet(
      Dataset(features: features, labels: golden.labels, classCount: 4),
      teacherLogits: Matrix(
        rowCount: 3, columnCount: 4, elements: golden.teacher_logits.flatMap { $0 }))
    let objective = Objective([
      CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
    ])
    for (precision, tolerance) in [(Precision.double, tolerance), (.single, 1e-5)] {
      let step = try TrainingStep(
        model, objective, set, capacity: 3, arithmetic: Arithmetic(precision))
      let loss = step.computeGradient(of: [0, 1, 2], parameters: parameters)
      #expect(abs(loss - golden.loss) < tolerance)
      #expect(largestDistance(Array(step.gradient), golden.grad.flat) < tolerance)
    }
  }
}

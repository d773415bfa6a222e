import Foundation
import QuantumDistillation
import Testing

/// The examples of the README, and of the article *What distillation is*, as a stranger would write them: with the umbrella alone, and
/// Foundation beside it.
@Suite struct ReadmeTests {
  @Test func theStudentOfTheReadme() {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(AngleEmbedding(qubitCount: 4))
    circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
    let student = Model([
      Dense(inputCount: 2, outputCount: 4, hasBias: false),
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
      Dense(inputCount: 2, outputCount: 3, hasBias: false),
    ])
    #expect(student.parameterCount == 74)
    #expect(student.quantumParameterCount == 60)
  }

  @Test func aStudentIsDistilledInAFewLines() throws {
    let task = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.2)
    let many = try task.sample(.teacher, perBlob: 20, seed: 0)
    let few = try task.sample(.student, perBlob: 5, seed: 0)
    let test = try task.sample(.test, perBlob: 20, seed: 0)
    func network(_ units: Int) -> Model {
      Model([
        Dense(inputCount: 2, outputCount: units), ActivationLayer(.tanh, count: units),
        Dense(inputCount: units, outputCount: 2),
      ])
    }
    func train(
      _ model: Model, _ terms: [any ObjectiveTerm], on set: TrainingSet
    ) throws -> [Double] {
      var initial = RandomStream(seed: 0, name: "init")
      return try Trainer(
        model, objective: Objective(terms),
        settings: TrainingSettings(optimizer: .adam(rate: 0.05), epochs: 100)
      ).train(
        on: set, from: model.initialParameters(from: &initial),
        batches: RandomStream(seed: 0, name: "batches")
      ).parameters
    }
    let large = network(16)
    let teacher = Teacher(
      large, parameters: try train(large, [CrossEntropyTerm(weight: 1)], on: TrainingSet(many)))
    let student = network(4)
    let parameters = try train(
      student, [CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)],
      on: TrainingSet(few, teacherLogits: teacher.logits(for: few.features)))
    let predictions = student.logits(for: test.features, parameters: parameters).argmaxOfRows()
    #expect(macroF1(predictions: predictions, labels: test.labels) > 0.9)
  }

  /// Foundation has an `Operation` too.
  @Test func namesDoNotCollideWithFoundations() {
    let operations: [Circuit.Operation] = [Circuit.Operation(.h, on: [0])]
    #expect(operations.count == 1)
  }
}

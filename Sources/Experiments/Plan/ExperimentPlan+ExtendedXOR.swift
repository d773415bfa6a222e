import Distillation
import NeuralNetworks

extension ExperimentPlan {
  /// The experiment of *Quantum Enhanced Knowledge Distillation* (2024), in our reading: the abstract gives
  /// parameter counts, not layers or settings.
  public static let extendedXOR = ExperimentPlan(
    name: "extended-xor",
    seeds: 30,
    firstSeed: 0,
    data: DataPlan(
      source: .extendedXOR, grid: 4, classes: 3, sigma: 0.3, dimension: 2,
      perBlob: DataPlan.PerBlob(teacher: 60, student: 5, validation: 5, test: 100)),
    teacher: TeacherPlan(
      network: TeacherPlan.Network(hidden: [32, 32], activation: .relu),
      training: TrainingSettings(optimizer: .adam(rate: 0.003), epochs: 200)),
    students: [
      // The teacher less one hidden layer.
      StudentPlan(
        name: "classical-195",
        layers: [.dense(units: 32, activation: .relu), .dense(units: 3)]),
      // Classical networks of the hybrids' size. Sine needs wider first weights to start well.
      StudentPlan(
        name: "classical-75-relu",
        layers: [.dense(units: 12, activation: .relu), .dense(units: 3)]),
      StudentPlan(
        name: "classical-75-tanh",
        layers: [.dense(units: 12, activation: .tanh), .dense(units: 3)]),
      StudentPlan(
        name: "classical-75-sine",
        layers: [.dense(units: 12, activation: .sine, weightScale: 3), .dense(units: 3)]),
      StudentPlan(name: "hybrid-74", layers: hybrid(stronglyEntangling, measure: [0, 1])),
      StudentPlan(
        name: "hybrid-74-universal",
        layers: hybrid(AnsatzPlan(name: .specialUnitaryRing, layers: 1), measure: [0, 1])),
      // What measuring only two qubits costs or brings.
      StudentPlan(name: "hybrid-80", layers: hybrid(stronglyEntangling, measure: [0, 1, 2, 3])),
      // Whether training the circuit matters.
      StudentPlan(
        name: "hybrid-74-frozen",
        layers: hybrid(stronglyEntangling, measure: [0, 1], frozen: true)),
    ],
    objectives: [
      ObjectivePlan(name: "labels", terms: [.crossEntropy(weight: 1)]),
      ObjectivePlan(
        name: "distilled",
        terms: [.crossEntropy(weight: 0.5), .logits(weight: 0.5, temperature: 2)]),
    ],
    training: TrainingSettings(optimizer: .adam(rate: 0.01), epochs: 1000),
    subject: "hybrid-74")

  private static let stronglyEntangling = AnsatzPlan(name: .stronglyEntangling, layers: 5)

  private static func hybrid(
    _ ansatz: AnsatzPlan, measure: [Int], frozen: Bool = false
  ) -> [LayerPlan] {
    [
      .dense(units: 4, bias: false),
      .circuit(CircuitPlan(ansatz: ansatz, measure: .z(measure), frozen: frozen)),
      .dense(units: 3, bias: false),
    ]
  }
}

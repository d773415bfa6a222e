import Arithmetic
import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables

/// The work that students are timed by: W(n, L, B) of `Benchmarks/README.md`.
///
/// Linear(2 -> n), RY(x_i) on qubit i, L layers of [Rot on every qubit, CNOTs i -> (i + 1) mod n], <Z> of every qubit,
/// Linear(n -> 4); a batch of B samples.
public struct Workload: Hashable, Sendable {
  /// n
  public let qubitCount: Int
  /// L
  public let layerCount: Int
  /// B
  public let batch: Int
  /// Whether the angles enter again before every layer, not only before the first.
  public var reuploads = false
  /// How the circuit is run in a training step.
  public var execution = CircuitExecution.ideal

  /// W(n, L, B).
  ///
  /// - Precondition: 1 to 20 qubits, at least one layer and one sample.
  public init(_ qubitCount: Int, _ layerCount: Int, _ batch: Int) {
    precondition((1...Circuit.qubitLimit).contains(qubitCount), "\(qubitCount) qubits")
    precondition(layerCount > 0 && batch > 0, "\(layerCount) layers, \(batch) samples")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
    self.batch = batch
  }

  /// The cells that the peers were measured on.
  public static let standard = Goal.table.map(\.workload)

  /// The circuit and what is measured.
  public var circuit: VariationalCircuit {
    var circuit = Circuit(qubitCount: qubitCount)
    for layer in 0..<layerCount {
      if layer == 0 || reuploads { circuit.append(AngleEmbedding(qubitCount: qubitCount)) }
      circuit.append(
        StronglyEntanglingLayers(qubitCount: qubitCount, ranges: [qubitCount > 1 ? 1 : 0]))
    }
    return VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<qubitCount))
  }

  /// The whole student.
  public var model: Model {
    Model([
      Dense(inputCount: 2, outputCount: qubitCount), CircuitLayer(circuit, execution: execution),
      Dense(inputCount: qubitCount, outputCount: classCount),
    ])
  }

  /// A batch with random features, labels and teacher's logits.
  var trainingSet: TrainingSet {
    var stream = RandomStream(seed: 0, name: "workload")
    let features = Matrix(
      rowCount: batch, columnCount: 2, elements: (0..<2 * batch).map { _ in stream.normal() })
    let teacher = Matrix(
      rowCount: batch, columnCount: classCount,
      elements: (0..<classCount * batch).map { _ in 2 * stream.normal() })
    let labels = (0..<batch).map { _ in stream.index(below: classCount) }
    return TrainingSet(
      Dataset(features: features, labels: labels, classCount: classCount), teacherLogits: teacher)
  }

  /// 0.5 T^2 KL(teacher / T, student / T) + 0.5 CE with T = 2.
  var objective: Objective {
    Objective([CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)])
  }
}

private let classCount = 4

import Datasets
import Distillation
import HybridModels
import QuantumSimulation
import Tables

/// How a saved student does with its circuits run in another way than ideally: several times, where that is random.
public struct NoisyScores: Sendable, Hashable, Codable {
  /// What goes wrong, as the command was told; `nil` for nothing.
  public let noise: String?
  /// How often each circuit was measured; `nil` for exact expectation values.
  public let shots: Int?
  /// What was done against noise: `readout`, `zne`.
  public let mitigation: [String]
  /// How many times everything was run, with other random numbers: seeds from 0 on.
  public let runs: Int
  /// The macro-averaged F1 score, for each run.
  public let macroF1: Summary
  /// The share of right predictions, for each run.
  public let accuracy: Summary
}

/// A way to run a student's circuits, and how often, where that is random.
public struct NoisyRuns: Sendable, Hashable {
  /// The way.
  public var execution: CircuitExecution
  /// What its noise is called; `nil` for none.
  public var noise: String?
  /// How many times, with other random numbers: seeds from 0 on.
  public var count: Int

  /// So many runs in a way.
  ///
  /// - Precondition: there is at least one.
  public init(_ execution: CircuitExecution, calling noise: String?, count: Int) {
    precondition(count >= 1, "\(count) runs")
    self.execution = execution
    self.noise = noise
    self.count = count
  }
}

extension SavedStudent {
  /// How the student does on labelled samples with its circuits run in some way; once, where nothing is random.
  ///
  /// - Parameters:
  ///   - features: as data have them, `[samples, inputCount]`; such as the student can take.
  ///   - labels: `[samples]`
  /// - Precondition: there is no ``executionProblem(_:)``, and there is a sample.
  func scores(
    on features: Matrix, labels: [Int], _ runs: NoisyRuns, threadCount: Int = 1
  ) -> NoisyScores {
    let execution = runs.execution
    let isRandom = model.layers.contains { layer in
      (layer as? CircuitLayer).map {
        execution.isRandom(qubitCount: $0.circuit.circuit.qubitCount)
      } ?? false
    }
    let predictions = (0..<(isRandom ? runs.count : 1)).map { seed in
      self.predictions(
        for: features, execution, seed: UInt64(seed), threadCount: threadCount)
    }
    return NoisyScores(
      noise: runs.noise, shots: execution.shots,
      mitigation: (execution.correctsReadout ? ["readout"] : [])
        + (execution.foldings.count > 1 ? ["zne"] : []),
      runs: predictions.count,
      macroF1: Summary(
        predictions.map { Distillation.macroF1(predictions: $0, labels: labels) }),
      accuracy: Summary(
        predictions.map { Distillation.accuracy(predictions: $0, labels: labels) }))
  }
}

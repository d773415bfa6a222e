import Datasets
import Distillation
import HybridModels
import QuantumSimulation

/// How a trained run does under noise and with few shots: macro-F1 on the test part.
public struct RunRobustness: Sendable, Hashable, Codable {
  /// What was looked at.
  public let plan: RobustnessPlan
  /// At each strength of the noise, `[strengths]`, from exact expectation values.
  public let noise: [Double]
  /// With each number of shots, `[shots]`, without noise.
  public let shots: [Double]
}

extension RunRobustness {
  /// Runs a trained model's circuits in all the ways that a plan says.
  ///
  /// - Parameters:
  ///   - noise: the plan's noise, loaded.
  ///   - seed: whose stream "shots" random numbers come from.
  init(
    _ plan: RobustnessPlan, noise: any CircuitNoise, of model: Model, parameters: [Double],
    on samples: Dataset, seed: UInt64
  ) {
    let scores = plan.executions(noise).map { execution in
      macroF1(
        predictions: model.executed(execution).predictions(
          for: samples.features, parameters: parameters, seed: seed),
        labels: samples.labels)
    }
    self.plan = plan
    self.noise = Array(scores[..<plan.strengths.count])
    shots = Array(scores[plan.strengths.count...])
  }
}

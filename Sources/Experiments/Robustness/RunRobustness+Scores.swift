import Datasets
import Distillation
import HybridModels
import QuantumSimulation

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

import NeuralNetworks
import RandomStreams

extension Model {
  /// The parameters that no logit depends on, such as angles of the last layer on qubits from which
  /// nothing reaches a measured one.
  ///
  /// Found numerically: a derivative that is analytic in the parameters and vanishes at points drawn at
  /// random vanishes everywhere (with probability one). Frozen layers are looked at like all others.
  public func inactiveParameters() -> [Int] {
    let everything = Model(layers)
    let sampleCount = 16
    var stream = RandomStream(seed: 0, name: "inactive parameters")
    var workspace = everything.makeWorkspace(capacity: sampleCount)
    var largest = [Double](repeating: 0, count: parameterCount)
    for _ in 0..<4 {
      let parameters = (0..<parameterCount).map { _ in stream.uniform(in: -1..<1) }
      for index in workspace.inputs.indices { workspace.inputs[index] = stream.normal() }
      everything.forward(sampleCount: sampleCount, parameters: parameters, in: &workspace)
      for index in workspace.outputGradient.indices {
        workspace.outputGradient[index] = stream.normal()
      }
      everything.backward(sampleCount: sampleCount, parameters: parameters, in: &workspace)
      for (index, derivative) in workspace.parameterGradient.enumerated() {
        largest[index] = max(largest[index], abs(derivative))
      }
    }
    // What rounding leaves of a derivative that is zero, seen beside those that are not.
    let threshold = 1e-12 * (largest.max() ?? 0)
    return largest.indices.filter { largest[$0] <= threshold }
  }
}

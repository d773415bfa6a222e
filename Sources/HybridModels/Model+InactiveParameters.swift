import Arithmetic
import NeuralNetworks
import RandomStreams

extension Model {
  /// The parameters that no logit depends on, such as angles of the last layer on qubits from which
  /// nothing reaches a measured one.
  ///
  /// Found numerically: a derivative that is analytic in the parameters and vanishes at points drawn at
  /// random vanishes everywhere (with probability one). Frozen layers are looked at like all others.
  ///
  /// - Parameters:
  ///   - pointCount: at how many points it is looked; one will do but for units of a network that may be switched off there.
  ///   - sampleCount: with how many samples, likewise.
  public func inactiveParameters(pointCount: Int = 4, sampleCount: Int = 16) -> [Int] {
    precondition(
      pointCount > 0 && sampleCount > 0, "\(sampleCount) samples at \(pointCount) points")
    let everything = Model(layers)
    var stream = RandomStream(seed: 0, name: "inactive parameters")
    let arithmetic = Arithmetic(.double)
    let prepared = everything.makePrepared(arithmetic)
    let workspace = everything.makeWorkspace(capacity: sampleCount, arithmetic)
    var largest = [Double](repeating: 0, count: parameterCount)
    for _ in 0..<pointCount {
      let parameters = (0..<parameterCount).map { _ in stream.uniform(in: -1..<1) }
      everything.prepare(parameters, into: prepared)
      workspace.inputs(sampleCount: sampleCount).fill { _, _ in stream.normal() }
      everything.forward(sampleCount: sampleCount, prepared, in: workspace, keepsStates: true)
      workspace.outputGradient(sampleCount: sampleCount).fill { _, _ in stream.normal() }
      workspace.clearSums()
      everything.backward(sampleCount: sampleCount, prepared, in: workspace)
      // One more element, so that an empty array has an address too.
      var gradient = [Double](repeating: 0, count: parameterCount + 1)
      gradient.withUnsafeMutableBufferPointer {
        everything.collect(prepared, from: workspace, into: $0.baseAddress!)
      }
      for index in largest.indices { largest[index] = max(largest[index], abs(gradient[index])) }
    }
    // What rounding leaves of a derivative that is zero, seen beside those that are not.
    let threshold = 1e-12 * (largest.max() ?? 0)
    return largest.indices.filter { largest[$0] <= threshold }
  }
}

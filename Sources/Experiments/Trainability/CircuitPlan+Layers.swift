import QuantumSimulation

extension CircuitPlan {
  /// How a circuit's parameters are divided.
  struct ParameterShares {
    /// Those before the ansatz's layers: trainable scales of inputs, first rotations.
    let first: Range<Int>
    /// Those of each layer, the scales of inputs that enter it again among them.
    let layers: [Range<Int>]
  }

  /// How the parameters of the plan's circuit are divided. All layers of an ansatz have equally many.
  func parameterShares(of circuit: Circuit) -> ParameterShares {
    guard ansatz.layers > 0 else {
      return ParameterShares(first: 0..<circuit.parameterCount, layers: [])
    }
    var bare = self
    bare.ansatz.layers = 0
    // Repeated or mirrored, a layer has first rotations of its own.
    let own =
      (reupload ? 0 : embedding?.parameterCount(of: circuit.qubitCount) ?? 0)
      + (reupload || ansatz.mirrored
        ? 0
        : bare.ansatz.makeAnsatz(qubitCount: circuit.qubitCount).reduce(0) {
          $0 + $1.parameterCount
        })
    let size = (circuit.parameterCount - own) / ansatz.layers
    return ParameterShares(
      first: 0..<own,
      layers: (0..<ansatz.layers).map { own + $0 * size..<own + ($0 + 1) * size })
  }
}

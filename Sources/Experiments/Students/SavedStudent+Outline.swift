import HybridModels
import NeuralNetworks
import QuantumSimulation

extension SavedStudent {
  /// A layer as a plan lists it, an activation with the dense layer before it.
  public struct LayerOutline: Sendable, Hashable {
    /// What the plan says.
    public let plan: LayerPlan
    /// How many numbers go in, and how many come out.
    public let inputCount, outputCount: Int
    /// Its trained parameters; θ0, θ1, ... of a circuit.
    public let parameters: [Double]
    /// The circuit, if it is one.
    public let circuit: VariationalCircuit?

    /// Whether the parameters stayed as they were drawn.
    public var isFrozen: Bool {
      if case .circuit(let circuit) = plan { circuit.frozen } else { false }
    }
  }

  /// The layers, from the features to the logits.
  public var outline: [LayerOutline] {
    zip(model.plannedLayers, layers).map { index, plan in
      let layer = model.layers[index]
      return LayerOutline(
        plan: plan, inputCount: layer.inputCount, outputCount: layer.outputCount,
        parameters: Array(parameters[model.parameterRanges[index]]),
        circuit: (layer as? CircuitLayer)?.circuit)
    }
  }
}

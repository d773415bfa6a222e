import Arithmetic
import NeuralNetworks
import QuantumSimulation

/// A place inside a model where a loss looks beside the logits, and from which its derivatives flow back.
public enum ModelTap: Sendable, Hashable {
  /// What a layer gives.
  case outputs(ofLayer: Int)
  /// What other observables than a circuit layer's own are worth at the end of its circuit: expectation values.
  case observables([PauliString], ofLayer: Int)

  /// The layer.
  public var layer: Int {
    switch self {
    case .outputs(let layer), .observables(_, let layer): layer
    }
  }

  /// What a loss sees at a tap, and where its derivatives by that go: tables `[numbers, samples]`.
  public struct Tables {
    /// The numbers, after the forward pass.
    public let values: BatchTable
    /// The loss's derivatives by them: to be filled before the backward pass.
    public let gradient: BatchTable

    /// These tables.
    public init(values: BatchTable, gradient: BatchTable) {
      self.values = values
      self.gradient = gradient
    }
  }

  /// How many numbers a sample has there, in a model that has the tap's layer.
  public func width(in model: Model) -> Int {
    switch self {
    case .outputs(let layer): model.layers[layer].outputCount
    case .observables(let observables, _): observables.count
    }
  }

  /// The circuit that runs beside the layer, with the same inputs and angles, for the tap's observables; `nil` for a
  /// layer's own outputs.
  func makeProbe(_ layers: [any Layer]) -> CircuitLayer? {
    precondition(layers.indices.contains(layer), "a tap at layer \(layer) of \(layers.count)")
    guard case .observables(let observables, _) = self else { return nil }
    guard let probed = layers[layer] as? CircuitLayer else {
      preconditionFailure("observables of layer \(layer), which is no circuit")
    }
    return CircuitLayer(
      VariationalCircuit(probed.circuit.circuit, measuring: observables),
      execution: probed.execution)
  }
}

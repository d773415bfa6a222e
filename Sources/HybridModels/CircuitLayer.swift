import NeuralNetworks
import QuantumSimulation
import RandomStreams

/// A variational circuit as a layer of a model: inputs are angles in radians, outputs are expectation
/// values in [-1, 1].
///
/// Inputs `[samples, circuit.inputCount]`, outputs `[samples, circuit.outputCount]`. Initial parameters
/// are uniform in [0, 2 pi).
public struct CircuitLayer: Layer, Hashable {
  /// The circuit and what is measured.
  public let circuit: VariationalCircuit

  /// A layer that runs this circuit.
  ///
  /// - Precondition: the circuit has inputs and outputs.
  public init(_ circuit: VariationalCircuit) {
    precondition(circuit.inputCount > 0, "a circuit layer without an embedding takes no inputs")
    precondition(circuit.outputCount > 0, "a circuit layer that measures nothing has no outputs")
    self.circuit = circuit
  }

  /// The circuit's inputs: angles, or what becomes one.
  public var inputCount: Int { circuit.inputCount }
  /// An expectation value for each observable.
  public var outputCount: Int { circuit.outputCount }
  /// The circuit's trainable angles.
  public var parameterCount: Int { circuit.parameterCount }
  /// Yes.
  public var isQuantum: Bool { true }

  /// A state and an adjoint state for each sample.
  public func scratchCount(sampleCount: Int) -> Int {
    circuit.workspaceCount(sampleCount: sampleCount)
  }

  /// Draws every angle uniformly from [0, 2 pi).
  public func initialParameters(from stream: inout RandomStream) -> [Double] {
    (0..<parameterCount).map { _ in stream.uniform(in: 0..<2 * .pi) }
  }

  /// Runs the circuit and keeps the final states.
  public func forward(_ pass: LayerPass) {
    circuit.forward(
      inputs: pass.input, parameters: pass.parameters, sampleCount: pass.sampleCount,
      workspace: pass.scratch, outputs: pass.output)
  }

  /// The adjoint method, from the final states back to the first gate.
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    circuit.backward(
      outputGradient: gradients.output, inputs: pass.input, parameters: pass.parameters,
      sampleCount: pass.sampleCount, workspace: pass.scratch,
      parameterGradient: gradients.parameters, inputGradient: gradients.input)
  }
}

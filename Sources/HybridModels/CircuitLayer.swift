import Arithmetic
import NeuralNetworks
import QuantumSimulation
import RandomStreams

/// A variational circuit as a layer of a model: inputs are what its embedding takes (angles in radians, amplitudes, bits),
/// outputs are expectation values in [-1, 1] or probabilities.
///
/// Inputs `[samples, circuit.inputCount]`, outputs `[samples, circuit.outputCount]`.
public struct CircuitLayer: Layer, Hashable {
  /// The circuit and what is measured.
  public let circuit: VariationalCircuit
  /// How angles are drawn.
  public let initializer: CircuitInitializer
  /// How the circuit is run: ideally, with noise, from shots.
  public let execution: CircuitExecution
  private let passes: any CircuitPasses

  /// A layer that runs this circuit.
  ///
  /// - Precondition: the circuit has inputs and outputs, and can be run so: `CircuitExecution.problem(with:)`.
  public init(
    _ circuit: VariationalCircuit, initializer: CircuitInitializer = .uniform(),
    execution: CircuitExecution = .ideal
  ) {
    precondition(circuit.inputCount > 0, "a circuit layer without an embedding takes no inputs")
    precondition(circuit.outputCount > 0, "a circuit layer that measures nothing has no outputs")
    self.circuit = circuit
    self.initializer = initializer
    self.execution = execution
    passes = execution.passes(of: circuit)
  }

  /// The same layer, run in another way.
  public func executed(_ execution: CircuitExecution) -> CircuitLayer {
    CircuitLayer(circuit, initializer: initializer, execution: execution)
  }

  /// The circuit's inputs: angles, or what becomes one.
  public var inputCount: Int { circuit.inputCount }
  /// An expectation value for each observable, or a probability for each value of the measured qubits.
  public var outputCount: Int { circuit.outputCount }
  /// The circuit's trainable angles.
  public var parameterCount: Int { circuit.parameterCount }
  /// Yes.
  public var isQuantum: Bool { true }

  /// By the size of the state and the number of stages.
  public var workPerSample: Int { passes.workPerSample }

  /// One where vectors hold the amplitudes of one sample.
  public var sampleStep: Int { passes.sampleStep }

  /// Layers of equal circuits that begin alike and are run alike are equal.
  public static func == (left: CircuitLayer, right: CircuitLayer) -> Bool {
    left.circuit == right.circuit && left.initializer == right.initializer
      && left.execution == right.execution
  }

  /// Hashes the circuit and how it begins.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(circuit)
    hasher.combine(initializer)
  }

  /// Draws angles as the initialiser says.
  public func initialParameters(from stream: inout RandomStream) -> [Double] {
    initializer.parameters(of: circuit.circuit, from: &stream)
  }

  /// What the circuit's stages need.
  public func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int> {
    passes.memory(arithmetic, sampleCount: sampleCount)
  }

  /// Tabulates the circuit's phases and rotations.
  public func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer
  ) {
    passes.prepare(parameters, arithmetic, into: prepared)
  }

  /// Runs the circuit.
  public func forward(_ pass: LayerPass) {
    passes.forward(
      pass.arithmetic, inputs: pass.input, outputs: pass.output, memory: pass.memory,
      draw: pass.draw, keepsStates: pass.keepsStates)
  }

  /// The adjoint method, from the final states back to the first stage; with shots, more shots.
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    passes.backward(
      pass.arithmetic, inputs: pass.input, outputGradient: gradients.output,
      inputGradient: gradients.input, memory: pass.memory, draw: pass.draw)
  }

  /// From sums over rows and samples to derivatives by angles, and from these to the parameters.
  public func collect(_ pass: LayerPass, into gradient: UnsafeMutablePointer<Double>) {
    passes.collect(pass.arithmetic, memory: pass.memory, into: gradient)
  }
}

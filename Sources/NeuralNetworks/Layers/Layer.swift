import RandomStreams

/// One stage of a model: a function from a batch of inputs and its own parameters to a batch of outputs.
///
/// A layer is an immutable description. It holds neither its parameters nor memory: the model that it
/// belongs to hands it its share of one flat parameter vector and of one workspace, so that many runs
/// share a model and train at the same time.
public protocol Layer: Sendable {
  /// How many numbers a sample has on the way in.
  var inputCount: Int { get }
  /// How many numbers a sample has on the way out.
  var outputCount: Int { get }
  /// How many trainable parameters there are.
  var parameterCount: Int { get }
  /// Whether the parameters are angles of a quantum circuit.
  var isQuantum: Bool { get }

  /// How many numbers of its own the layer keeps from the forward to the backward pass.
  func scratchCount(sampleCount: Int) -> Int

  /// Draws initial parameters, `[parameterCount]`.
  func initialParameters(from stream: inout RandomStream) -> [Double]

  /// Computes `pass.output` from `pass.input`.
  func forward(_ pass: LayerPass)

  /// Adds to the gradients, after `forward` with the same pass.
  func backward(_ pass: LayerPass, _ gradients: LayerGradients)
}

/// What a layer works on in one pass: memory that the caller owns.
public struct LayerPass {
  /// The size of the batch.
  public let sampleCount: Int
  /// `[samples, inputCount]`
  public let input: UnsafePointer<Double>
  /// `[parameterCount]`
  public let parameters: UnsafePointer<Double>
  /// `[samples, outputCount]`
  public let output: UnsafeMutablePointer<Double>
  /// `[scratchCount(sampleCount)]`
  public let scratch: UnsafeMutableBufferPointer<Double>

  /// A pass over these pieces of memory.
  public init(
    sampleCount: Int, input: UnsafePointer<Double>, parameters: UnsafePointer<Double>,
    output: UnsafeMutablePointer<Double>, scratch: UnsafeMutableBufferPointer<Double>
  ) {
    self.sampleCount = sampleCount
    self.input = input
    self.parameters = parameters
    self.output = output
    self.scratch = scratch
  }
}

/// The derivatives of a loss around one layer: memory that the caller owns.
public struct LayerGradients {
  /// By the outputs, `[samples, outputCount]`: given.
  public let output: UnsafePointer<Double>
  /// By the inputs, `[samples, inputCount]`: to be added to; `nil` where nobody wants it.
  public let input: UnsafeMutablePointer<Double>?
  /// By the parameters, `[parameterCount]`: to be added to; `nil` where nobody wants it.
  public let parameters: UnsafeMutablePointer<Double>?

  /// Gradients in these pieces of memory.
  public init(
    output: UnsafePointer<Double>, input: UnsafeMutablePointer<Double>?,
    parameters: UnsafeMutablePointer<Double>?
  ) {
    self.output = output
    self.input = input
    self.parameters = parameters
  }
}

extension Layer {
  /// A classical layer, unless it says otherwise.
  public var isQuantum: Bool { false }

  /// No scratch memory, unless it says otherwise.
  public func scratchCount(sampleCount: Int) -> Int { 0 }
}

import Arithmetic
import CKernels
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

  /// How much work forward and backward are for a sample: about how many multiplications.
  var workPerSample: Int { get }

  /// Samples that are best computed together: as many as a vector holds, or one where a vector holds one sample's numbers.
  var sampleStep: Int { get }

  /// Draws initial parameters, `[parameterCount]`.
  func initialParameters(from stream: inout RandomStream) -> [Double]

  /// How much memory passes over so many samples need.
  func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int>

  /// Brings parameters, `[parameterCount]`, into the form that the passes want; once for many batches.
  func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer)

  /// Computes `pass.output` from `pass.input`.
  func forward(_ pass: LayerPass)

  /// Writes the gradient by the inputs and adds the one by the parameters to the pass's sums, after `forward` with
  /// the same pass.
  func backward(_ pass: LayerPass, _ gradients: LayerGradients)

  /// Adds what the sums of backward passes come to, `[parameterCount]`.
  func collect(_ pass: LayerPass, into gradient: UnsafeMutablePointer<Double>)
}

/// What a layer works on in one pass: memory that the caller owns.
public struct LayerPass {
  /// How numbers are computed.
  public let arithmetic: Arithmetic
  /// `[inputCount, samples]`
  public let input: BatchTable
  /// `[outputCount, samples]`
  public let output: BatchTable
  /// The layer's own memory.
  public let memory: PassMemory<UnsafeMutableRawPointer>
  /// Which random numbers a layer draws that draws any; the same in the backward pass.
  public let draw: RandomDraw
  /// Whether a backward pass will follow.
  public let keepsStates: Bool

  /// A pass over these pieces of memory.
  public init(
    _ arithmetic: Arithmetic, input: BatchTable, output: BatchTable,
    memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw = RandomDraw(), keepsStates: Bool
  ) {
    self.arithmetic = arithmetic
    self.input = input
    self.output = output
    self.memory = memory
    self.draw = draw
    self.keepsStates = keepsStates
  }

  /// The functions that compute.
  public var kernels: UnsafePointer<qd_kernels> { arithmetic.kernels.table }
}

/// The derivatives of a loss around one layer: memory that the caller owns.
public struct LayerGradients {
  /// By the outputs: given.
  public let output: BatchTable
  /// By the inputs: to be written; `nil` where nobody wants it.
  public let input: BatchTable?
  /// Whether the gradient by the parameters is wanted.
  public let wantsParameters: Bool

  /// Gradients in these pieces of memory.
  public init(output: BatchTable, input: BatchTable?, wantsParameters: Bool) {
    self.output = output
    self.input = input
    self.wantsParameters = wantsParameters
  }
}

extension Layer {
  /// A classical layer, unless it says otherwise.
  public var isQuantum: Bool { false }

  /// A multiplication for each number and each direction, unless it says otherwise.
  public var workPerSample: Int { 3 * (inputCount + outputCount) }

  /// What the widest vector holds, unless it says otherwise.
  public var sampleStep: Int { BatchTable.stride(forSamples: 1) }

  /// Parameters and sums in the arithmetic's precision, nothing else, unless it says otherwise.
  public func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int> {
    let size = parameterCount * arithmetic.precision.size
    return PassMemory(prepared: size, states: 0, scratch: 0, sums: size)
  }

  /// Converts the parameters, unless it says otherwise.
  public func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer
  ) {
    arithmetic.kernels.table.pointee.convert(parameters, prepared, parameterCount)
  }

  /// Adds the sums as they are, unless it says otherwise.
  public func collect(_ pass: LayerPass, into gradient: UnsafeMutablePointer<Double>) {
    pass.kernels.pointee.add_converted(pass.memory.sums, gradient, parameterCount)
  }
}
